package io.gradstream.client;

import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Asks every two seconds, on a thread of its own, whether a broker answers, beside a client that
 * waits without a word if none does.
 */
public final class BrokerWatch implements AutoCloseable {

  private static final int PERIOD_SECONDS = 2;

  private final Admin admin;
  private final BrokerSilence silence;
  private final Consumer<String> say;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(BrokerWatch::daemon);

  private BrokerWatch(Admin admin, BrokerSilence silence, Consumer<String> say) {
    this.admin = admin;
    this.silence = silence;
    this.say = say;
  }

  /**
   * Begins to ask.
   *
   * @param kafka Kafka's own settings
   * @param meanwhile what happens to the work while no broker answers
   * @param say takes each line that is to be said
   */
  public static BrokerWatch start(
      Map<String, String> kafka, String meanwhile, Consumer<String> say) {
    String servers = kafka.getOrDefault(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "");
    BrokerWatch watch =
        new BrokerWatch(
            Admin.create(Cluster.settings(kafka)),
            new BrokerSilence(servers, meanwhile, LocalTime::now, System.nanoTime()),
            say);
    watch.timer.scheduleWithFixedDelay(
        watch::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  private void look() {
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(PERIOD_SECONDS * 1000))
          .nodes()
          .get(PERIOD_SECONDS + 1, TimeUnit.SECONDS);
      silence.answered(System.nanoTime()).ifPresent(say);
    } catch (ExecutionException | TimeoutException e) {
      silence.silent(System.nanoTime()).ifPresent(say);
    } catch (KafkaException e) { // of a client that is being closed: the next look tells
      silence.silent(System.nanoTime()).ifPresent(say);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(java.time.Duration.ZERO);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "broker-watch");
    thread.setDaemon(true);
    return thread;
  }
}
