package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveLineTest {

  @Test
  void itIsDrawnInPlaceAndMakesRoomForALineOfTheLog() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LiveLine.draw(
        "window 1 " + "x".repeat(100), new PrintStream(out, true, StandardCharsets.UTF_8));

    String drawn = out.toString(StandardCharsets.UTF_8);
    assertThat(drawn).startsWith("\r\u001b[Kwindow 1 x").endsWith("x...").doesNotContain("\n");
    assertThat(drawn.length()).isEqualTo("\r\u001b[K".length() + 79);
    assertThat(new LiveLine().convert(new LoggingEvent())).isEqualTo("\r\u001b[K");
    assertThat(new LiveLine().convert(new LoggingEvent())).isEmpty();
  }
}
