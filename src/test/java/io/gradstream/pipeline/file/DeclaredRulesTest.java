package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.EncoderCases;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.Losses;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Optimizers;
import io.gradstream.pipeline.declare.Key;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The contract suites try every rule that a pipeline file can name. */
class DeclaredRulesTest {

  @Test
  void everyOptimizerIsInTheContractSuite() {
    assertThat(names(Optimizers.all(), Optimizer::name)).isEqualTo(declared(OptimizerRules.ALL));
  }

  @Test
  void everyLossIsInTheContractSuite() {
    assertThat(names(Losses.all(), Loss::name)).isEqualTo(declared(LossKeys.TYPE.keys()));
  }

  @Test
  void everyEncoderIsInTheContractSuite() {
    assertThat(names(EncoderCases.all(), tried -> tried.feature().kind()))
        .isEqualTo(declared(FeatureKeys.TYPE.keys()));
  }

  private static Set<String> declared(Collection<? extends Key<?>> keys) {
    return names(keys, Key::name);
  }

  private static <T> Set<String> names(Collection<T> rules, Function<? super T, String> name) {
    return rules.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
  }
}
