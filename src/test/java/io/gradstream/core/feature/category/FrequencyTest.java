package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against pandas 1.5.3.
 *
 * <pre>
 * c = pd.Series(['a','b','a',None,'c','a','b',None,'c','a'])
 * f = (c.groupby(c.fillna('?')).cumcount() + 1) / np.arange(1, 11)
 * fs = f.to_numpy()
 * [((fs[:i+1] - fs[:i+1].mean()) / (fs[:i+1].std() or np.inf))[-1] for i in range(10)]
 * </pre>
 */
class FrequencyTest {

  private static final String[] STREAM = {"a", "b", "a", "", "c", "a", "b", "", "c", "a"};
  private static final double[] SHARES = {
    1.0, 0.5, 0.6666666666666666, 0.25, 0.2, 0.5, 0.2857142857142857, 0.25, 0.2222222222222222, 0.4
  };
  private static final double[] STANDARDISED = {
    0.0,
    -1.0,
    -0.2672612419124245,
    -1.300022491933183,
    -1.1057048250248165,
    -0.07280221322092353,
    -0.7692114111555415,
    -0.8073632707266302,
    -0.8259214837255613,
    -0.11469344672683836
  };

  @Test
  void aCategoryIsItsShareSoFarWithTheCurrentRecord() {
    Rows rows = rows(100, CategoryScale.NONE);
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(rows.categories(STREAM[i]).observed()).isEqualTo(Map.of(1, SHARES[i]));
    }
  }

  @Test
  void sharesAreStandardised() {
    Rows rows = rows(100, CategoryScale.STANDARD);
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(rows.categories(STREAM[i]).observed().get(1))
          .isCloseTo(STANDARDISED[i], within(1e-12));
    }
  }

  @Test
  void categoriesBeyondTheLimitAreCountedTogether() {
    Rows rows = rows(1, CategoryScale.NONE);
    rows.categories("a").observed();
    assertThat(rows.categories("b").observed()).isEqualTo(Map.of(1, 1.0 / 2));
    assertThat(rows.categories("c").observed()).isEqualTo(Map.of(1, 2.0 / 3));
    assertThat(rows.categories("never seen").transformed()).isEqualTo(Map.of(1, 2.0 / 3));
    assertThat(rows.categories("a").transformed()).isEqualTo(Map.of(1, 1.0 / 3));
  }

  @Test
  void aCategoryThatWasNeverSeenHasNoShare() {
    Rows rows = rows(9, CategoryScale.NONE);
    assertThat(rows.categories("a").transformed()).isEqualTo(Map.of(1, 0.0));
    rows.categories("a").observed();
    assertThat(rows.categories("b").transformed()).isEqualTo(Map.of(1, 0.0));
  }

  @Test
  void stateIsBoundedByTheLimit() {
    Rows rows = rows(10, CategoryScale.NONE);
    for (int i = 0; i < 10_000; i++) {
      rows.categories("c" + i).observed();
    }
    int bytes = rows.stored().values().stream().mapToInt(block -> block.length).sum();
    assertThat(bytes).isLessThan(10 * 2 * Long.BYTES + 64);
  }

  private static Rows rows(int most, CategoryScale scaling) {
    return new Rows(new Frequency(List.of("c"), most, scaling));
  }
}
