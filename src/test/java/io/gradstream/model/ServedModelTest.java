package io.gradstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.learn.Predictor;
import io.gradstream.core.state.StateMismatchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Predictions and commits that meet at one model. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ServedModelTest {

  private static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
  private final SmallTrainer trainer = new SmallTrainer();
  private final ServedModel served = new ServedModel(trainer.rule);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aCommitThatWaitsIsLetInBeforeWhoeverComesAfterIt() throws Exception {
    commit();
    long before = version();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Future<Long> holder = threads.submit(() -> slowly(inside, leave)); // the copy in front
    inside.await();
    AtomicReference<Thread> committing = new AtomicReference<>();
    CountDownLatch begin = new CountDownLatch(1);
    Future<?> commit =
        threads.submit(
            () -> {
              committing.set(Thread.currentThread());
              await(begin);
              commit();
            });
    served.with( // the other copy, which is the one that the commit is applied to
        (predictor, state) -> {
          begin.countDown();
          while (!isWaiting(committing.get())) {
            Thread.onSpinWait();
          }
          return state;
        });
    long next = version(); // comes again at once, as a stream of requests does
    leave.countDown();
    assertThat(next).isGreaterThan(before);
    assertThat(holder.get()).isEqualTo(before);
    commit.get();
  }

  /** Looks at one picture of the thread's calls: its state would be that of another moment. */
  private static boolean isWaiting(@Nullable Thread thread) {
    if (thread == null) {
      return false;
    }
    StackTraceElement[] calls = thread.getStackTrace();
    return calls.length > 0
        && calls[0].getMethodName().equals("park")
        && Stream.of(calls).anyMatch(ServedModelTest::isApplyingACommit);
  }

  private static boolean isApplyingACommit(StackTraceElement call) {
    return call.getMethodName().equals("apply")
        && call.getClassName().equals(ServedModel.class.getName());
  }

  private long slowly(CountDownLatch inside, CountDownLatch leave) {
    return served.with(
        (predictor, state) -> {
          inside.countDown();
          await(leave);
          return predictor.version();
        });
  }

  @Test
  void aCommitIsInUseAndOthersPredictWhileOnePredictionTakesLong() throws Exception {
    commit();
    long before = version();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Future<Long> slow = threads.submit(() -> slowly(inside, leave));
    inside.await();
    Future<?> commit = threads.submit(this::commit);
    while (version() == before) { // other predictions, none of which waits for the slow one
      Thread.onSpinWait();
    }
    assertThat(commit.isDone()).isFalse(); // it waits for the copy that the slow one has
    leave.countDown();
    assertThat(slow.get()).isEqualTo(before);
    commit.get();
    assertThat(version()).isEqualTo(trainer.learner.version());
  }

  @Test
  void noPredictionSeesHalfACommit() throws Exception {
    commit();
    AtomicBoolean end = new AtomicBoolean();
    List<Future<Long>> streams = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      streams.add(
          threads.submit(
              () -> {
                long last = 0;
                while (!end.get()) {
                  long seen =
                      served.with(
                          (predictor, state) -> {
                            assertThat(predictor.version()).isEqualTo(state.version());
                            return state.version();
                          });
                  assertThat(seen).isGreaterThanOrEqualTo(last);
                  last = seen;
                }
                return last;
              }));
    }
    for (int i = 0; i < 300; i++) {
      commit();
    }
    end.set(true);
    for (Future<Long> each : streams) {
      assertThat(each.get()).isPositive();
    }
  }

  @Test
  void whereACommitCannotBeAppliedTheModelBeforeItServesOn() {
    commit();
    long before = version();
    assertThatThrownBy(
            () -> served.apply(Map.of("live.step/0", new byte[] {1, 2, 3}), this::described))
        .isInstanceOf(StateMismatchException.class);
    for (int i = 0; i < 10; i++) {
      assertThat(version()).isEqualTo(before);
    }
  }

  private long version() {
    return served.with((predictor, state) -> predictor.version());
  }

  /** Learns from some records, and has the model take over the blocks that this has changed. */
  private void commit() {
    trainer.learn();
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    trainer.learner.state().drain(blocks::put);
    served.apply(blocks, this::described);
  }

  private ModelState described(Predictor predictor) {
    return new ModelState(
        0,
        predictor.version(),
        predictor.step(),
        predictor.examples(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        0,
        0,
        predictor.version());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
