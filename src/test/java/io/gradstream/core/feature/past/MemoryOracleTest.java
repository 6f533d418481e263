package io.gradstream.core.feature.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lags, windows and gaps are pandas', to rounding.
 *
 * <p>The file's columns, with {@code d} its first four and {@code by = d.groupby('k')}:
 *
 * <pre>
 * lag1, lag3      d.x.shift(1), d.x.shift(3)
 * klag1, klag2    by.x.shift(1), by.x.shift(2)
 * ylag1, kylag1   d.y.ffill().shift(1), by.y.transform(lambda s: s.ffill().shift(1))
 * r5mean ...      d.x.shift(1).rolling(5, min_periods=1).mean() ..., min_periods=0 for count
 * kr3mean ...     by.x.transform(lambda v: v.shift(1).rolling(3, min_periods=1).mean()) ...
 * wmean ...       d[(d.index &lt; i) &amp; (d.t &gt;= d.t[i] - 3600)].x.mean() ... for each i, which is
 *                 rolling('1h', closed='left') where no two times are equal
 * since, ksince   d.t.diff(), by.t.diff()
 * zlag1, zksince  z(d.x.shift(1)), z(np.log1p(by.t.diff())), where z(s) is
 *                 (s - s.expanding(1).mean()) / s.expanding(1).std(ddof=0), 0 for nan and 0 / 0
 * </pre>
 */
class MemoryOracleTest {

  private static final Path FILE = Path.of("src/test/resources/oracles/memory-pandas.csv");
  private static final int FIRST = 4;
  private static final Series X = Series.of(List.of("x"));
  private static final Keying ALL = Keying.overall();
  private static final Keying K = new Keying(List.of("k"), 100, 0);
  private static final RecalledScale NONE = RecalledScale.NONE;

  static List<String> columns() {
    return List.copyOf(features().keySet());
  }

  @ParameterizedTest
  @MethodSource("columns")
  void everyValueIsThatOfPandas(String column) throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    int at = Arrays.asList(lines.get(0).split(",", -1)).indexOf(column);
    Rows rows = new Rows(features().get(column));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      fill(rows, cells);
      double expected = cells[at].isEmpty() ? 0 : Double.parseDouble(cells[at]);
      assertThat(rows.taken().get(1))
          .as(line)
          .isCloseTo(expected, within(1e-10 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void everyColumnOfTheFileIsCompared() throws IOException {
    String[] header = Files.readAllLines(FILE).get(0).split(",", -1);
    assertThat(features().keySet())
        .containsExactlyInAnyOrder(Arrays.copyOfRange(header, FIRST, header.length));
  }

  private static Map<String, Feature> features() {
    Map<String, Feature> features = new LinkedHashMap<>();
    features.put("lag1", new Lag(X, List.of(1), ALL, NONE));
    features.put("lag3", new Lag(X, List.of(3), ALL, NONE));
    features.put("klag1", new Lag(X, List.of(1), K, NONE));
    features.put("klag2", new Lag(X, List.of(2), K, NONE));
    features.put("ylag1", new Lag(Series.label(), List.of(1), ALL, NONE));
    features.put("kylag1", new Lag(Series.label(), List.of(1), K, NONE));
    for (Statistic of : Statistic.values()) {
      features.put("r5" + of.label(), rolling(of, PastWindow.last(5), ALL));
      features.put("kr3" + of.label(), rolling(of, PastWindow.last(3), K));
      features.put("w" + of.label(), rolling(of, new PastWindow(1000, 3_600_000), ALL));
    }
    features.put("since", new SinceLast(ALL, NONE));
    features.put("ksince", new SinceLast(K, NONE));
    features.put("zlag1", new Lag(X, List.of(1), ALL, RecalledScale.STANDARD));
    features.put("zksince", new SinceLast(K, RecalledScale.LOG));
    return features;
  }

  private static Feature rolling(Statistic of, PastWindow window, Keying keying) {
    return new Rolling(X, List.of(of), window, keying, NONE);
  }

  private static void fill(Rows rows, String[] cells) {
    rows.row.clear();
    rows.row.setTime(1000 * Long.parseLong(cells[0]));
    byte[] key = cells[1].getBytes(StandardCharsets.UTF_8);
    if (!rows.row.layout().categories().isEmpty()) {
      rows.row.setCategory(0, key, 0, key.length);
    }
    if (!rows.row.layout().numbers().isEmpty() && !cells[2].isEmpty()) {
      rows.row.setNumber(0, Double.parseDouble(cells[2]));
    }
    if (!cells[3].isEmpty()) {
      rows.row.setLabel(Double.parseDouble(cells[3]));
    }
  }
}
