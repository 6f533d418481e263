package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.XxHash64;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.HashedText.Norm;
import io.gradstream.core.feature.dictionary.Hashes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashedTextTest {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{Nd}]+");
  private static final List<String> DOCUMENTS =
      List.of("The cat saw the CAT 2 times", "", "Größe: ÄRGER-ärger, naïve_x", "cat cat cat dog");

  // Parameter rows: 0 bias, 1 missing, buckets from 2.

  /**
   * Against scikit-learn 1.2.1 (sorted values of each row, as its hash is another):
   *
   * <pre>
   * h = HashingVectorizer(token_pattern=r'[^\W_]+', alternate_sign=False, n_features=2**18)
   * [sorted(r[r > 0]) for r in h.transform(docs).toarray()]
   * </pre>
   */
  @Test
  void valuesAreThoseOfScikitLearn() {
    double[][] wanted = {
      {
        0.30151134457776363,
        0.30151134457776363,
        0.30151134457776363,
        0.6030226891555273,
        0.6030226891555273
      },
      {},
      {0.3779644730092272, 0.3779644730092272, 0.3779644730092272, 0.7559289460184544},
      {0.31622776601683794, 0.9486832980505138}
    };
    Rows rows = rows(1 << 18, Norm.L2);
    for (int i = 0; i < wanted.length; i++) {
      double[] values = values(text(rows, DOCUMENTS.get(i)).observed());
      assertThat(values).hasSameSizeAs(wanted[i]);
      for (int k = 0; k < values.length; k++) {
        assertThat(values[k]).isCloseTo(wanted[i][k], within(1e-15));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The cat saw the CAT 2 times",
        "Größe: ÄRGER-ärger, naïve_x",
        "Ελλάδα, 北京 2008; Привет-ПРИВЕТ привет!",
        "𝒜 𐐀𐐨 \uD801\uDC00x ١٢٣",
        "... --- ...",
        "İstanbul ISTANBUL ıstanbul"
      })
  void bucketsAreThoseOfANaiveImplementation(String text) {
    for (int buckets : new int[] {2, 7, 1 << 20}) {
      Rows rows = rows(buckets, Norm.NONE);
      Map<Integer, Double> encoded = text(rows, text).observed();
      Map<String, Double> named = new TreeMap<>();
      encoded.forEach((row, value) -> named.put(rows.dictionary.names().get(row - 2), value));
      assertThat(named).isEqualTo(naive(text, buckets));
    }
  }

  @Test
  void aMissingTextHasAColumnAndOneWithoutWordsNothing() {
    Rows rows = rows(8, Norm.L2);
    rows.row.clear();
    assertThat(rows.observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(text(rows, "!").observed()).isEmpty();
    assertThat(text(rows, "").observed()).isEmpty();
  }

  @Test
  void aLongWordIsOneWord() {
    Rows rows = rows(1 << 20, Norm.NONE);
    String longest = "ß".repeat(10_000);
    assertThat(text(rows, longest + " " + longest).observed()).isEqualTo(Map.of(2, 2.0));
  }

  @Test
  void wordsThatWereNeverMetAreLeftOut() {
    Rows rows = rows(1 << 20, Norm.L2);
    text(rows, "one two").observed();
    assertThat(text(rows, "one three").transformed()).isEqualTo(Map.of(2, 1.0));
  }

  private static Map<String, Double> naive(String text, int buckets) {
    return WORD.matcher(text)
        .results()
        .map(
            word ->
                word.group()
                    .codePoints()
                    .map(Character::toLowerCase)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining()))
        .collect(
            Collectors.groupingBy(
                word -> "comment#" + bucket(word, buckets), Collectors.summingDouble(word -> 1)));
  }

  private static BigInteger bucket(String word, int buckets) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    long hash = XxHash64.hash(bytes, 0, bytes.length, Hashes.seed("comment"));
    return new BigInteger(Long.toUnsignedString(hash)).mod(BigInteger.valueOf(buckets));
  }

  private static double[] values(Map<Integer, Double> encoded) {
    return encoded.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static Rows rows(int buckets, Norm norm) {
    return new Rows(new HashedText(List.of("comment"), buckets, norm));
  }

  /** Fills the row with a text, which may be empty. */
  private static Rows text(Rows rows, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    rows.row.clear();
    rows.row.setCategory(0, bytes, 0, bytes.length);
    return rows;
  }
}
