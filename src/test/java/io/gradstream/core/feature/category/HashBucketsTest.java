package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Categories;
import io.gradstream.core.feature.Rows;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HashBucketsTest {

  // Parameter rows: 0 bias, 1 and 2 missing, buckets from 3.
  private static final HashBuckets RULE = new HashBuckets(List.of("origin", "dest"), 7, false);

  @Test
  void aCategoryIsInTheBucketOfItsHash() {
    Rows rows = new Rows(RULE);
    for (int i = 0; i < 50; i++) {
      rows.categories("o" + i, "d" + i).observed();
    }
    List<String> names = rows.dictionary.names();
    assertThat(names).hasSize(14).doesNotHaveDuplicates();
    for (int i = 0; i < 50; i++) {
      String origin = "origin#" + bucket("origin", "o" + i);
      String dest = "dest#" + bucket("dest", "d" + i);
      Map<Integer, Double> wanted =
          Map.of(3 + names.indexOf(origin), 1.0, 3 + names.indexOf(dest), 1.0);
      assertThat(rows.categories("o" + i, "d" + i).transformed()).isEqualTo(wanted);
    }
  }

  @Test
  void aBucketGetsItsColumnWhenItIsFirstMet() {
    Rows rows = new Rows(new HashBuckets(List.of("dest"), 1 << 20, false));
    assertThat(rows.categories("LAX").transformed()).isEmpty();
    assertThat(rows.categories("LAX").observed()).isEqualTo(Map.of(2, 1.0));
    assertThat(rows.categories("MIA").observed()).isEqualTo(Map.of(3, 1.0));
    assertThat(rows.categories("LAX").observed()).isEqualTo(Map.of(2, 1.0));
    assertThat(rows.dictionary.size()).isEqualTo(2);
  }

  @Test
  void aMissingValueHasTheColumnOfItsField() {
    Rows rows = new Rows(RULE);
    assertThat(rows.categories("", "").observed()).isEqualTo(Map.of(1, 1.0, 2, 1.0));
    assertThat(RULE.columns()).containsExactly("origin missing", "dest missing");
  }

  @Test
  void aSignIsACategorysOwnAndBothOccurInABucket() {
    Rows rows = new Rows(new HashBuckets(List.of("dest"), 2, true));
    Map<Integer, Set<Double>> signs = new TreeMap<>();
    for (int i = 0; i < 60; i++) {
      Map<Integer, Double> encoded = rows.categories("d" + i).observed();
      encoded.forEach((row, sign) -> signs.computeIfAbsent(row, r -> new HashSet<>()).add(sign));
      assertThat(rows.categories("d" + i).observed()).isEqualTo(encoded);
    }
    assertThat(signs.values()).hasSize(2).containsOnly(Set.of(-1.0, 1.0));
  }

  private static int bucket(String field, String text) {
    BigInteger hash = new BigInteger(Long.toUnsignedString(Categories.hash(field, text)));
    return hash.mod(BigInteger.valueOf(7)).intValue();
  }
}
