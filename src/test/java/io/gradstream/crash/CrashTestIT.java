package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A short one; docs/reliability.md has the long ones. */
class CrashTestIT {

  private final StringWriter out = new StringWriter();

  @Test
  void threeKillsATerminationAFreezeAndAMoveChangeNothingAndNothingIsLeftBehind() throws Exception {
    List<Path> before = folders();
    CrashOptions options = new CrashOptions("race", 3, 2, Optional.empty(), 0, 6, 0, false, false);

    boolean identical = new CrashTest(options, new PrintWriter(out, true)).run();

    assertThat(identical).as(out::toString).isTrue();
    assertThat(out.toString())
        .contains("SIGKILL", "SIGTERM", "freeze", "join", "leave", "identical: every byte");
    assertThat(folders()).isEqualTo(before);
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
        .noneMatch(process -> process.info().commandLine().orElse("").contains("crash-logging"));
  }

  private static List<Path> folders() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("gradstream-crash-test-"))
          .sorted()
          .toList();
    }
  }
}
