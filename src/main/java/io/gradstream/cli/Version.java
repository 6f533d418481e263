package io.gradstream.cli;

import io.gradstream.core.text.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"gradstream " + text()};
  }

  static String text() {
    return ProgramVersion.text();
  }
}
