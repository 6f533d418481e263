package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class MonotonicTimeTest {

  private final Machine machine = new Machine();
  private final Time time = new MonotonicTime(machine);

  @Test
  void aClockThatIsSetBackOrForthChangesNothing() {
    assertThat(time.milliseconds()).isEqualTo(1_000_000);
    machine.clock -= 3_600_000;
    assertThat(time.milliseconds()).isEqualTo(1_000_000);
    machine.clock += 7_200_000;
    machine.sleep(7);
    assertThat(time.milliseconds()).isEqualTo(1_000_007);
  }

  @Test
  void aWaitLastsAsLongAsItWasMeantTo() throws InterruptedException {
    machine.clock -= 3_600_000;
    time.waitObject(this, () -> true, time.milliseconds() + 50);
    assertThat(machine.waited).isEqualTo(50);
  }

  @Test
  void aWaitWithoutEndHasNone() throws InterruptedException {
    machine.clock += 3_600_000;
    time.waitObject(this, () -> true, Long.MAX_VALUE);
    assertThat(machine.waited).isGreaterThan(Long.MAX_VALUE / 2);
  }

  /** A machine whose clock somebody sets. */
  private static final class Machine implements Time {
    private long clock = 1_000_000;
    private long uptime = 77;
    private long waited;

    @Override
    public long milliseconds() {
      return clock;
    }

    @Override
    public long hiResClockMs() {
      return uptime;
    }

    @Override
    public long nanoseconds() {
      return uptime * 1_000_000;
    }

    @Override
    public void sleep(long ms) {
      clock += ms;
      uptime += ms;
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
      waited = deadlineMs - clock;
    }
  }
}
