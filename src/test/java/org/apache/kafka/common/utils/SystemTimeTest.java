package org.apache.kafka.common.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What Kafka's clients wait by. */
class SystemTimeTest {

  private long clock = 1_000_000_000;
  private long uptime = -77_000_000;
  private final SystemTime time = new SystemTime(() -> clock, () -> uptime);

  @Test
  void aClockThatIsSetBackGoesOnEvenlyUntilItHasCaughtUp() {
    pass(500);
    assertThat(time.milliseconds()).isEqualTo(1_000_000_500);
    clock -= 3_600_000;
    assertThat(time.milliseconds()).isEqualTo(1_000_000_500);
    pass(250);
    assertThat(time.milliseconds()).isEqualTo(1_000_000_750);
    clock += 3_600_000;
    assertThat(time.milliseconds()).isEqualTo(1_000_000_750);
  }

  @Test
  void aClockThatIsSetForthIsFollowed() {
    clock += 3_600_000;
    assertThat(time.milliseconds()).isEqualTo(1_003_600_000);
  }

  @Test
  void aWaitEndsAtItsDeadlineOrWithItsCondition() throws InterruptedException {
    assertThatThrownBy(() -> time.waitObject(this, () -> false, time.milliseconds()))
        .isInstanceOf(TimeoutException.class);
    time.waitObject(this, () -> true, 0);
  }

  @Test
  void theClientsHaveIt() {
    assertThat(Time.SYSTEM).isInstanceOf(SystemTime.class);
    assertThat(String.valueOf(SystemTime.class.getResource("SystemTime.class")))
        .doesNotContain("kafka-clients");
    assertThat(String.valueOf(Time.class.getResource("Time.class"))).contains("kafka-clients");
  }

  /** Whoever uses Kafka's own class finds in this one what that has; an upgrade may change it. */
  @Test
  void itHasAllThatKafkasOwnHas() throws IOException, ClassNotFoundException {
    URL kafka = KafkaProducer.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {kafka}, ClassLoader.getPlatformClassLoader())) {
      Class<?> theirs = alone.loadClass(SystemTime.class.getName());
      assertThat(theirs).isNotSameAs(SystemTime.class);
      assertThat(signatures(SystemTime.class)).containsAll(signatures(theirs));
    }
  }

  private static Set<String> signatures(Class<?> type) {
    Set<String> all = new TreeSet<>();
    Stream.of(type.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .map(SystemTimeTest::signature)
        .forEach(all::add);
    return all;
  }

  private static String signature(Executable method) {
    return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
        + method.getName()
        + Arrays.toString(method.getParameterTypes());
  }

  private void pass(long millis) {
    clock += millis;
    uptime += millis * 1_000_000;
  }
}
