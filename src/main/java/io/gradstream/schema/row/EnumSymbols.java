package io.gradstream.schema.row;

import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The texts of an enum's symbols by the writer's index: the symbol itself if the reader knows it,
 * else the reader's default, else nothing, and a record that has it is refused.
 */
final class EnumSymbols implements Source<Sink.OfTexts> {

  private final String path;
  private final String schemaName;
  private final List<String> written;
  private final byte[] @Nullable [] texts;

  private EnumSymbols(
      String path, String schemaName, List<String> written, byte[] @Nullable [] texts) {
    this.path = path;
    this.schemaName = schemaName;
    this.written = written;
    this.texts = texts;
  }

  /** Returns the symbols of {@code writer} as a reader sees them; the enums' names agree. */
  static EnumSymbols of(String path, String schemaName, Schema writer, Schema reader) {
    Resolver.EnumAdjust resolved = (Resolver.EnumAdjust) Resolver.resolve(writer, reader);
    byte[] @Nullable [] texts = new byte[resolved.adjustments.length][];
    for (int i = 0; i < texts.length; i++) {
      int symbol = resolved.adjustments[i];
      texts[i] = symbol < 0 ? null : utf8(reader.getEnumSymbols().get(symbol));
    }
    return new EnumSymbols(path, schemaName, writer.getEnumSymbols(), texts);
  }

  private static byte[] utf8(String symbol) {
    return symbol.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads an index and hands on its symbol's text. */
  @Override
  public void read(BinaryInput in, Sink.OfTexts sink, Row row, int slot) throws BadRecordException {
    int index = in.readIndex(texts.length);
    byte[] text = texts[index];
    if (text == null) {
      throw unknown(written.get(index));
    }
    sink.text(text, row, slot);
  }

  private BadRecordException unknown(String symbol) {
    return new BadRecordException(
        Reason.FIELD_TYPE,
        "field %s is %s in a record of schema %s; the reader's enum has no such symbol and no default"
            .formatted(path, symbol, schemaName));
  }
}
