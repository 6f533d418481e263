package io.gradstream.serve;

import io.gradstream.pipeline.Http;
import io.gradstream.score.Score;
import io.gradstream.score.ScoreJson;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.gradstream.watch.Page;
import io.gradstream.watch.SnapshotJson;
import io.gradstream.watch.Watch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The page at {@code /} where a pipeline is watched, and what it asks for below {@code /ui}.
 *
 * <p>Nothing is in the page itself; its data ask for an API key where there are any. What records
 * hold (keys, values, texts of dead letters) is shown where keys are asked for, or where nobody but
 * this machine is answered and the page was asked for by one of its own names: so no site that a
 * browser is on can have it by a name of its own.
 */
public final class PageRoutes implements Routes, AutoCloseable {

  /** Where pages follow: a request that lasts as long as its page is open. */
  static final String EVENTS = "/ui/events";

  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final List<String> RELAYED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"); // by a proxy
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1", "[::1]");

  private static final int UNAVAILABLE = 503;

  private final Supplier<Optional<Watch>> watch;
  private final RequestGate gate;
  private final Scoring scoring;
  private final boolean keys;
  private final boolean local;
  private final EventStream events = new EventStream();

  /**
   * Creates the routes.
   *
   * @param watch what is drawn; closed with them
   * @throws IOException if the file of API keys cannot be used
   */
  public PageRoutes(Watch watch) throws IOException {
    this(watch.pipeline().http(), () -> Optional.of(watch));
  }

  /**
   * Creates the routes of what is watched later.
   *
   * @param http what requests may be
   * @param watch what is drawn, once it is there; closed with the routes
   * @throws IOException if the file of API keys cannot be used
   */
  public PageRoutes(Http http, Supplier<Optional<Watch>> watch) throws IOException {
    this.watch = watch;
    gate = new RequestGate(http);
    scoring = new Scoring(() -> watch.get().map(Watch::scorer), 1);
    keys = http.apiKeys().isPresent();
    local = LOOPBACK.contains(http.host());
  }

  private Watch watch() {
    return watch
        .get()
        .orElseThrow(() -> new RequestException(UNAVAILABLE, ScorerHealth.NO_FEATURES));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    String html = Page.html();
    routes.get("/", context -> answer(context, "text/html; charset=utf-8").result(html));
    routes.get(EVENTS, gate.asked(this::follow));
    routes.get(
        "/ui/snapshot",
        gate.limited(
            (context, body, deadline) ->
                answer(context, "application/json")
                    .result(
                        SnapshotJson.of(watch().snapshot(trainer(context), isShown(context))))));
    routes.get("/ui/row", gate.limited((context, body, deadline) -> row(context)));
    routes.post("/ui/score", gate.limited(this::score));
    routes.get("/ui/{part}", PageRoutes::part);
  }

  private static void part(Context context) {
    Optional<Page.Part> part = Page.part(context.pathParam("part"));
    if (part.isEmpty()) {
      throw new RequestException(404, "there is nothing at " + context.path());
    }
    answer(context, part.get().type()).result(part.get().bytes());
  }

  /** The model is followed from now on, if nobody has asked for it before. */
  private void follow(Context context) {
    int trainer = trainer(context);
    boolean shown = isShown(context);
    Watch watched = watch();
    watched.scorer();
    answer(context, "text/event-stream").header("X-Accel-Buffering", "no");
    events.send(watched, context, trainer, shown);
  }

  private void row(Context context) {
    if (!isShown(context)) {
      throw new RequestException(
          FORBIDDEN, "what records hold is not shown here: set http.api-keys");
    }
    Optional<Map<String, Object>> row = watch().newestRow();
    answer(context, "application/json").result(SnapshotJson.of(row.orElse(Map.of())));
  }

  private void score(Context context, byte[] body, Deadline deadline) {
    ScoreOptions options =
        RowOptions.of(
            context.queryParam("key"),
            context.queryParam("partition"),
            context.queryParam("time"),
            "true");
    List<Score> scores =
        scoring.scores(1, i -> body, Scorer::scoreJson, Scorer::scoreAllJson, options, deadline);
    answer(context, "application/json");
    Answers.json(context, OK, out -> ScoreJson.write(scores.get(0), out));
  }

  private boolean isShown(Context context) {
    boolean relayed = RELAYED.stream().anyMatch(name -> context.header(name) != null);
    return keys || local && !relayed && LOOPBACK.contains(context.req().getServerName());
  }

  private static int trainer(Context context) {
    String text = context.queryParam("trainer");
    if (text == null) {
      return 0;
    }
    if (!text.matches("\\d{1,9}")) {
      throw RequestException.bad(
          "trainer is '%s'; it must be the number of a partition".formatted(text));
    }
    return Integer.parseInt(text);
  }

  private static Context answer(Context context, String type) {
    return context
        .contentType(type)
        .header("Content-Security-Policy", Page.policy())
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store");
  }

  /** Tells whether a page is open somewhere. */
  public boolean isOpen() {
    return events.isOpen();
  }

  /** Ends the open pages, which would keep their server waiting; they come back by themselves. */
  public void leave() {
    events.close();
  }

  @Override
  public void close() {
    leave();
    watch.get().ifPresent(Watch::close);
  }
}
