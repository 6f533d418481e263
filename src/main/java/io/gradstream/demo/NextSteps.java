package io.gradstream.demo;

import io.gradstream.embedded.EmbeddedCluster;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import java.io.PrintWriter;

/** The commands that look further, ready to be pasted. */
final class NextSteps {

  private final Pipeline pipeline;
  private final String file;
  private final PrintWriter out;

  NextSteps(Pipeline pipeline, String file, PrintWriter out) {
    this.pipeline = pipeline;
    this.file = file;
    this.out = out;
  }

  /** Says what can be done while broker and topics are up. */
  void whileRunning(EmbeddedCluster cluster) {
    out.println();
    out.println("Broker, registry and topics stay up until Ctrl-C. In another terminal:");
    out.println("  export KAFKA_BOOTSTRAP_SERVERS=" + cluster.bootstrapServers());
    out.println("  export SCHEMA_REGISTRY_URL=" + cluster.registryUrl());
    out.println("  bin/gradstream tail metrics " + file);
    out.println("  bin/gradstream tail predictions -f " + file);
    out.println("  bin/gradstream tail decisions " + file);
    String format =
        pipeline.output().encoding() instanceof Encoding.Json
            ? ""
            : " -s value=avro -r " + cluster.registryUrl();
    out.println(
        "  kcat -b %s -C -t %s%s"
            .formatted(cluster.bootstrapServers(), pipeline.predictionsTopic(), format));
    out.flush();
  }

  /** Says what can be done next. */
  void afterwards() {
    out.println();
    out.println("Look further:");
    out.println(
        "  bin/gradstream demo --keep-running       topics stay up: tail them, or use kcat");
    out.println("  bin/gradstream describe " + file);
    out.println("  bin/gradstream demo --data my.csv --pipeline my.yaml");
    out.flush();
  }
}
