package io.gradstream.pipeline;

import java.util.Optional;

/**
 * Where {@code run} tells of itself in events of OpenLineage.
 *
 * @param url the address that events are posted to; empty if they go to a file
 * @param file the file that events are appended to, one a line; empty if they go to an address
 * @param namespace the namespace of the job
 * @param apiKeyFile a file whose one line is the key that is sent to the address; empty for none
 */
public record Lineage(
    Optional<String> url, Optional<String> file, String namespace, Optional<String> apiKeyFile) {}
