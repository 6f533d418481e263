package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.coordinator.transaction.TransactionStateManagerConfig;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {

  private static final String CLEANUP =
      TransactionStateManagerConfig
          .TRANSACTIONS_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS_CONFIG;

  @Test
  void onDataThatOutliveItABrokerAbortsTransactionsNoSoonerThanKafkaDoes() {
    assertThat(properties(true, Map.of())).doesNotContainKey(CLEANUP);
  }

  @Test
  void onDataThatEndWithItABrokerDoesNotKeepTheDemoWaiting() {
    assertThat(properties(false, Map.of())).containsEntry(CLEANUP, "1000");
  }

  @Test
  void whoAsksForAnotherIntervalGetsIt() {
    assertThat(properties(true, Map.of(CLEANUP, "500"))).containsEntry(CLEANUP, "500");
  }

  private static Map<String, String> properties(boolean kept, Map<String, String> overrides) {
    return BrokerProperties.of(9092, 9093, Path.of("data"), kept, overrides);
  }
}
