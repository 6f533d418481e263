package io.gradstream.schema.row;

import io.gradstream.core.data.OriginalName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Which field of a writer's record is which field of a reader's: by name, or by one of the reader's
 * aliases.
 *
 * <p>As in Avro's own reader, a field's aliases count only if the records' full names are equal or
 * the reader's record has the writer's full name as an alias. Where the writer has a field of the
 * name and one of the alias, the name wins; Avro's reader refuses such a pair.
 */
final class FieldMatch {

  private final Schema reader;
  private final Map<String, Schema.Field> readerByWritten = new HashMap<>();
  private final Map<String, Schema.Field> writtenByReader = new HashMap<>();
  private final Map<String, Schema.Field> byOriginal = new HashMap<>(); // the reader's
  private final Map<String, Schema.Field> byAlias = new HashMap<>(); // the reader's

  FieldMatch(Schema writer, Schema reader) {
    this.reader = reader;
    for (Schema.Field field : reader.getFields()) {
      byOriginal.putIfAbsent(original(field), field);
      field.aliases().forEach(alias -> byAlias.putIfAbsent(alias, field));
    }
    for (Schema.Field field : writer.getFields()) {
      Schema.Field same = reader.getField(field.name());
      if (same != null) {
        match(field, same);
      }
    }
    if (writer != reader && areOne(writer, reader)) {
      reader.getFields().forEach(field -> matchAliases(writer, field));
    }
  }

  private void matchAliases(Schema writer, Schema.Field wanted) {
    for (String alias : wanted.aliases()) {
      Schema.Field written = writer.getField(alias);
      if (written != null && writer.getField(wanted.name()) == null && !isWritten(wanted)) {
        Optional.ofNullable(readerByWritten.get(alias))
            .ifPresent(other -> writtenByReader.remove(other.name()));
        match(written, wanted);
      }
    }
  }

  private void match(Schema.Field written, Schema.Field wanted) {
    readerByWritten.put(written.name(), wanted);
    writtenByReader.put(wanted.name(), written);
  }

  /**
   * Tells whether two schemas are of one record: of the same name, whatever the name space, or the
   * reader's alias. What is no record is left to Avro to resolve.
   */
  static boolean haveOneName(Schema writer, Schema reader) {
    boolean records =
        writer.getType() == Schema.Type.RECORD && reader.getType() == Schema.Type.RECORD;
    return !records || writer.getName().equals(reader.getName()) || areOne(writer, reader);
  }

  /** Tells whether two records are the same by their full names or the reader's aliases. */
  private static boolean areOne(Schema writer, Schema reader) {
    String name = writer.getFullName();
    return name.equals(reader.getFullName()) || reader.getAliases().contains(name);
  }

  /** Returns the reader's field as which a field of the writer is read, if there is one. */
  Optional<Schema.Field> readerOf(Schema.Field written) {
    return Optional.ofNullable(readerByWritten.get(written.name()));
  }

  /** Tells whether the writer has a field that is read as this one of the reader's. */
  boolean isWritten(Schema.Field wanted) {
    return writtenByReader.containsKey(wanted.name());
  }

  /**
   * Returns the requests for a field, by its original name, its name or alias. A name that the
   * reader's record does not have is looked for as the writer wrote it. An original name may have
   * dots.
   */
  List<Request> wanted(Schema.Field field, List<Request> requests) {
    List<Request> wanted = new ArrayList<>();
    for (Request request : requests) {
      of(field, request).ifPresent(wanted::add);
    }
    return wanted;
  }

  private Optional<Request> of(Schema.Field field, Request request) {
    String rest = request.rest();
    Schema.Field original = byOriginal.get(rest);
    if (original != null) {
      return original == field ? Optional.of(request.whole()) : Optional.empty();
    }
    Optional<Schema.Field> named = named(request.name());
    if (named.isEmpty() && rest.equals(original(field))) {
      return Optional.of(request.whole());
    }
    return Optional.of(request)
        .filter(it -> named.map(each -> each == field).orElse(field.name().equals(request.name())));
  }

  /** Returns what a field is called outside of the schema. */
  static String original(Schema.Field field) {
    String original = field.getProp(OriginalName.PROPERTY);
    return original == null ? field.name() : original;
  }

  private Optional<Schema.Field> named(String name) {
    Schema.Field field = reader.getField(name);
    return Optional.ofNullable(field == null ? byAlias.get(name) : field);
  }
}
