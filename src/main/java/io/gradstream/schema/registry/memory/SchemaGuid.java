package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The GUID of a schema as Confluent's registry gives it: the MD5 of its text, in the order of its
 * bytes.
 *
 * <p>Of a schema that refers to others the references count, too; that they do so byte for byte as
 * there is not promised.
 */
final class SchemaGuid {

  private SchemaGuid() {}

  static UUID of(SchemaSource source) {
    MessageDigest md5 = md5();
    update(md5, source.text());
    for (SchemaReference reference : source.references()) {
      update(md5, reference.name());
      update(md5, reference.subject());
      update(md5, Integer.toString(reference.version()));
    }
    ByteBuffer hash = ByteBuffer.wrap(md5.digest());
    return new UUID(hash.getLong(), hash.getLong());
  }

  private static void update(MessageDigest md5, String text) {
    md5.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
