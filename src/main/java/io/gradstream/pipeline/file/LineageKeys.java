package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Lineage;
import io.gradstream.pipeline.declare.Conflict;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Text;
import java.util.List;

/** Declares {@code lineage}. */
final class LineageKeys {

  private static final String ADDRESS =
      "https?:\\/\\/([a-zA-Z0-9._-]+|\\[[0-9a-fA-F:]+\\])(:[0-9]{1,5})?(\\/[a-zA-Z0-9._~\\/-]*)?";

  private static final Text PATH = Text.matching("the path of a file", "\\S.*");

  private static final Key<String> URL =
      Key.optional(
          "url",
          Text.matching(
              "an address such as http://localhost:5000/api/v1/lineage, without user, query and"
                  + " fragment",
              ADDRESS),
          "nothing is posted",
          "http://localhost:5000/api/v1/lineage",
          "The whole address that events are posted to, one a request.");

  private static final Key<String> FILE =
      Key.optional(
          "file",
          PATH,
          "nothing is written",
          "/var/lib/gradstream/lineage.jsonl",
          "The file that events are appended to, one a line.");

  private static final Key<String> NAMESPACE =
      Key.withDefault(
              "namespace",
              Text.matching(
                  "1 to 200 characters of a-z, A-Z, 0-9 and ._:/-", "[a-zA-Z0-9._:\\/-]{1,200}"),
              "gradstream",
              "The namespace of the job, whose name is the pipeline's.")
          .withExample("production");

  private static final Key<String> API_KEY_FILE =
      Key.optional(
          "api-key-file",
          PATH,
          "no key is sent",
          "/etc/gradstream/lineage-key",
          "A file whose one line is sent as `Authorization: Bearer KEY`. It is read for each event.");

  static final Section<Lineage> TYPE =
      new Section<Lineage>(
              List.of(URL, FILE, NAMESPACE, API_KEY_FILE),
              List.of(
                  Conflict.of(URL, FILE, "events go to one place"),
                  Conflict.of(API_KEY_FILE, FILE, "a file asks for no key")),
              values ->
                  new Lineage(
                      values.find(URL),
                      values.find(FILE),
                      values.get(NAMESPACE),
                      values.find(API_KEY_FILE)))
          .needing(URL, FILE);

  private LineageKeys() {}
}
