package io.gradstream.pipeline.file;

import io.gradstream.core.feature.place.Area;
import io.gradstream.pipeline.declare.Node;
import io.gradstream.pipeline.declare.Reading;
import io.gradstream.pipeline.declare.Refined;
import io.gradstream.pipeline.declare.Text;
import io.gradstream.pipeline.declare.Type;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Path of a GeoJSON file, relative to the pipeline file; read at once. */
record PolygonFile() implements Refined<List<Area>> {

  private static final Text PATH =
      Text.matching(
          "the path of a GeoJSON file, relative to this one",
          "[^\\s\\u0000-\\u001f](.*[^\\s\\u0000-\\u001f])?");

  @Override
  public Optional<List<Area>> read(Node node, String path, Reading reading) {
    return PATH.read(node, path, reading).flatMap(file -> areas(file, node, path, reading));
  }

  private static Optional<List<Area>> areas(String file, Node node, String path, Reading reading) {
    try {
      return Optional.of(GeoJson.areas(Files.readString(reading.beside(file))));
    } catch (NoSuchFileException e) {
      return reading.refuse(node, path, "names the file '%s', which is not there".formatted(file));
    } catch (AccessDeniedException e) {
      return reading.refuse(
          node, path, "names the file '%s', which there is no permission to read".formatted(file));
    } catch (IOException | InvalidPathException e) {
      String reason =
          Files.isDirectory(reading.beside(file))
              ? "it is a folder"
              : String.valueOf(e.getMessage());
      return reading.refuse(
          node, path, "names the file '%s', which cannot be read: %s".formatted(file, reason));
    } catch (IllegalArgumentException e) {
      return reading.refuse(
          node,
          path,
          "names the file '%s', which %s".formatted(file, said(String.valueOf(e.getMessage()))));
    }
  }

  /** Lets a sentence that begins with an area's name go on after "which". */
  private static String said(String problem) {
    return problem.startsWith("is ") || problem.startsWith("has ")
        ? problem
        : "is not usable: " + problem;
  }

  @Override
  public Type<?> form() {
    return PATH;
  }
}
