package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a tree of located nodes of YAML text, with environment variables replaced in values. */
public final class NodeReader {

  private static final int DEEPEST = 50;
  private static final int LONGEST = 1_000_000;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  static {
    FACTORY.setStreamReadConstraints(
        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
  }

  private final String text;
  private final int[] codePoints;
  private final Substitution substitution;
  private final Reading reading;

  public NodeReader(String text, Substitution substitution, Reading reading) {
    this.text = text;
    codePoints = text.codePoints().toArray();
    this.substitution = substitution;
    this.reading = reading;
  }

  /** Returns the tree, or nothing if the text is empty or no YAML, which is then reported. */
  public Optional<Node> read() {
    if (text.length() > LONGEST) {
      reading.problem(0, "the file is longer than " + LONGEST + " characters");
      return Optional.empty();
    }
    try (YAMLParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null || parser.currentToken() == JsonToken.VALUE_NULL) {
        reading.problem(0, "the file is empty");
        return Optional.empty();
      }
      Node root = value(parser, lineOf(parser), "");
      if (parser.nextToken() != null) {
        reading.problem(lineOf(parser), "a second document begins here; a file holds one");
      }
      return Optional.of(root);
    } catch (JsonProcessingException e) {
      SyntaxMistake.of(e, text).report(reading);
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Reads the value that begins with the parser's current token. */
  private Node value(YAMLParser parser, int line, String path) throws IOException {
    if (parser.isCurrentAlias()) {
      reading.problem(line, path + " refers to an anchor (*name), which is not supported");
      return new Node.Broken(line);
    }
    if (parser.getTypeId() != null) {
      refuse("a tag (!name)", line, path);
    } else if (isAnchored(parser)) {
      refuse("an anchor (&name)", line, path);
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(parser, line, path);
    }
    if (token == JsonToken.START_ARRAY) {
      return items(parser, line, path);
    }
    return token == JsonToken.VALUE_NULL ? new Node.Empty(line) : scalar(parser, line, path);
  }

  private Node scalar(YAMLParser parser, int line, String path) throws IOException {
    return substitution
        .apply(parser.getText(), complaint -> reading.problem(line, path + " " + complaint))
        .<Node>map(value -> new Node.Scalar(line, value))
        .orElseGet(() -> new Node.Broken(line));
  }

  private Node items(YAMLParser parser, int line, String path) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, lineOf(parser), path + "[" + items.size() + "]"));
    }
    return new Node.Items(line, items);
  }

  private Node mapping(YAMLParser parser, int line, String path) throws IOException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int at = lineOf(parser);
      parser.nextToken();
      String full = Reading.join(path, name);
      Node.Entry entry = new Node.Entry(name, at, value(parser, at, full));
      Node.Entry before = entries.putIfAbsent(name, entry);
      if (before != null) {
        reading.problem(
            at, full + " is given twice, on lines " + before.line() + " and " + at + "; keep one");
      }
    }
    return new Node.Mapping(line, List.copyOf(entries.values()));
  }

  private void refuse(String what, int line, String path) {
    reading.problem(
        line, path + " has " + what + ", which is not supported; quote it if it is text");
  }

  /** Looks at the text, since the parser tells the anchors of lists and sections only. */
  private boolean isAnchored(YAMLParser parser) {
    long at = parser.currentTokenLocation().getCharOffset();
    return at >= 0 && at < codePoints.length && codePoints[(int) at] == '&';
  }

  private static int lineOf(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
