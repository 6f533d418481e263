# The image of gradstream, from the built distribution in target/; bin/image builds both.
ARG BASE=eclipse-temurin:17-jre

# Archives the classes that `run` loads, where the embedded broker is at hand: the JVM and the paths are those of the image.
FROM ${BASE} AS archive
USER 0
COPY target/gradstream-*.jar target/dist/lib /opt/gradstream/lib/
COPY bin/gradstream /opt/gradstream/bin/
COPY examples/flights /opt/gradstream/examples/flights
COPY src/main/docker/archive-classes /tmp/
# Then without the servers' jars, which only the archiving needs.
RUN /tmp/archive-classes /opt/gradstream/lib/gradstream.jsa && rm -r /opt/gradstream/lib/embedded

FROM ${BASE}
USER 0
ARG VERSION=unknown
LABEL org.opencontainers.image.title="gradstream" \
      org.opencontainers.image.description="Turns a Kafka topic into a model that never stops learning." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="Apache-2.0"
# The very jars that the archive was made of: copied anew they may come from a cached layer, which has the times of an
# earlier build, and an archive that does not fit the times of its jars is left aside.
COPY --from=archive /opt/gradstream/lib /opt/gradstream/lib
COPY LICENSE src/main/docker/jvm.options target/dist/THIRD-PARTY.txt /opt/gradstream/
COPY target/dist/sbom/gradstream.cdx.json /opt/gradstream/sbom/
COPY bin/gradstream /opt/gradstream/bin/
RUN mkdir -m 0750 /var/lib/gradstream && chown 10001:10001 /var/lib/gradstream
# By number: Kubernetes' runAsNonRoot does not know names. Writes nothing but /tmp and /var/lib/gradstream.
USER 10001:10001
# Probes come from outside of the container.
ENV HOME=/var/lib/gradstream GRADSTREAM_HEALTH_HOST=0.0.0.0
WORKDIR /var/lib/gradstream
ENTRYPOINT ["/opt/gradstream/bin/gradstream"]
CMD ["--help"]
