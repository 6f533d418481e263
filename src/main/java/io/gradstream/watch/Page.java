package io.gradstream.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The page that draws snapshots: as parts that a server answers with, or as one file that holds
 * library, styles and data, and asks nobody for anything.
 */
public final class Page {

  private static final String HERE = "/io/gradstream/watch/";
  private static final List<String> MODULES =
      List.of("dom.js", "charts.js", "parts.js", "form.js", "stream.js", "main.js");
  private static final String PLOT = "uPlot.iife.min.js";
  private static final String PLOT_STYLE = "uPlot.min.css";
  private static final String STYLE = "style.css";
  private static final String IMPORTS = "{\"imports\":{\"gradstream/\":\"./ui/\"}}";

  private Page() {}

  /** A part of the page: its bytes, and of which type they are. */
  public record Part(byte[] bytes, String type) {}

  /** Returns the page as a server answers with it; its parts are below {@code ui/}. */
  public static String html() {
    return template()
        .replace(
            "<!--styles-->",
            "<link rel=\"stylesheet\" href=\"ui/%s\"><link rel=\"stylesheet\" href=\"ui/%s\">"
                .formatted(PLOT_STYLE, STYLE))
        .replace(
            "<!--scripts-->",
            """
            <script type="importmap">%s</script>
            <script src="ui/%s"></script>
            <script type="module" src="ui/main.js"></script>"""
                .formatted(IMPORTS, PLOT));
  }

  /** Returns what the served page may load, and from where: itself alone. */
  public static String policy() {
    return "default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        .formatted(sha256(IMPORTS));
  }

  /** Returns a part of the page by its name. */
  public static Optional<Part> part(String name) {
    boolean known = MODULES.contains(name) || List.of(PLOT, PLOT_STYLE, STYLE).contains(name);
    if (!known) {
      return Optional.empty();
    }
    String type = name.endsWith(".css") ? "text/css" : "text/javascript";
    return Optional.of(
        new Part(text(name).getBytes(StandardCharsets.UTF_8), type + "; charset=utf-8"));
  }

  /** Returns one file that draws a snapshot wherever it is opened. */
  public static String file(Snapshot snapshot) {
    String modules =
        MODULES.stream()
            .map(
                name ->
                    "\"gradstream/%s\":\"data:text/javascript;base64,%s\""
                        .formatted(name, base64(text(name))))
            .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    String start = "import 'gradstream/main.js';";
    String plot = text(PLOT).replace("</script", "<\\/script");
    String policy =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src data: 'sha256-%s' 'sha256-%s' 'sha256-%s'"
            .formatted(sha256(modules), sha256(plot), sha256(start));
    return template()
        .replace(
            "<!--styles-->",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n<style>%s</style><style>%s</style>"
                .formatted(policy, text(PLOT_STYLE), text(STYLE)))
        .replace(
            "<!--scripts-->",
            "<script type=\"importmap\">%s</script>\n<script type=\"application/json\" id=\"snapshot\">%s</script>\n<!--%s--><script>%s</script>\n<script type=\"module\">%s</script>"
                .formatted(modules, data(snapshot), licence(), plot, start));
  }

  /** Returns one file that draws a comparison, without scripts. */
  public static String file(Comparison comparison) {
    return ComparisonPage.of(comparison, text(STYLE));
  }

  /** Nothing in it can end the element that it stands in. */
  private static String data(Snapshot snapshot) {
    return SnapshotJson.of(snapshot)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String licence() {
    return "\n" + read(plot("LICENSE")).replace("--", "- -") + "\n";
  }

  private static String template() {
    return read(HERE + "index.html");
  }

  private static String text(String name) {
    return read(name.startsWith("uPlot.") ? plot("dist/" + name) : HERE + name);
  }

  /** The library is a jar that is made of its npm package; where its files are has the version. */
  private static String plot(String file) {
    Properties about = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      about.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/uplot/%s/%s".formatted(about.getProperty("version"), file);
  }

  private static String read(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = Page.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException("the classpath lacks " + path);
    }
    return in;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
