package io.gradstream.cli;

import io.gradstream.demo.TopicFormats;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.PageRoutes;
import io.gradstream.watch.Models;
import io.gradstream.watch.Watch;
import java.io.IOException;

/** The page where a pipeline is watched, as the commands have it that answer over HTTP. */
final class WatchedPage {

  private WatchedPage() {}

  /** Begins to watch, with the model that a scorer follows; others close the scorer. */
  static PageRoutes of(Pipeline pipeline, Scorer scorer) throws IOException {
    Watch watch = watch(pipeline, scorer);
    try {
      return new PageRoutes(watch);
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  /** Begins to watch; others close the scorer. */
  static Watch watch(Pipeline pipeline, Scorer scorer) {
    return Watch.start(pipeline, TopicFormats.of(pipeline), Models.of(scorer));
  }
}
