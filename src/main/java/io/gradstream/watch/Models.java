package io.gradstream.watch;

import io.gradstream.score.Scorer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose model is shown, if one is followed already; one that is not can be begun on demand. */
public interface Models extends AutoCloseable {

  /** Returns the scorer, which begins to follow the model if none does. */
  Scorer scorer();

  /** Returns the scorer if it is there. */
  Optional<Scorer> begun();

  @Override
  default void close() {}

  /** Those of a scorer that others close. */
  static Models of(Scorer scorer) {
    return new Models() {
      @Override
      public Scorer scorer() {
        return scorer;
      }

      @Override
      public Optional<Scorer> begun() {
        return Optional.of(scorer);
      }
    };
  }

  /** Those of a scorer that is made when somebody asks for it, for it has work to do. */
  static Models onDemand(Supplier<Scorer> making) {
    return new Models() {
      private @Nullable Scorer made;

      @Override
      public synchronized Scorer scorer() {
        Scorer known = made == null ? making.get() : made;
        made = known;
        return known;
      }

      @Override
      public synchronized Optional<Scorer> begun() {
        return Optional.ofNullable(made);
      }

      @Override
      public synchronized void close() {
        if (made != null) {
          made.close();
        }
      }
    };
  }
}
