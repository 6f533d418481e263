import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Makes up what two topics of a courier would have: orders, and deliveries, whose minutes are known
 * when they are over. How far the best prediction is off is known, too.
 *
 * <p>Usage: java Deliveries.java ORDERS.csv DELIVERIES.csv [COUNT]
 */
public final class Deliveries {

  private static final long SEED = 16;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final long MILLIS_APART = 20_000;
  private static final double NOISE = 5; // minutes
  private static final double LOST = 0.01; // of the orders nothing is heard again

  private record Delivery(long time, int order, double minutes) {}

  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
    Random random = new Random(SEED);
    List<Delivery> deliveries = new ArrayList<>();
    double off = 0;
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0])))) {
      out.println("time,order,district,vehicle,hour,kilometres,rain");
      for (int i = 0; i < count; i++) {
        long time = START.toEpochMilli() + i * MILLIS_APART;
        int district = random.nextInt(15);
        int vehicle = random.nextInt(3);
        int hour = (int) (time / 3_600_000 % 24);
        double kilometres = Math.round(10 * (0.5 + 6 * random.nextDouble())) / 10.0;
        int rain = (time / 21_600_000) % 5 == 0 ? 1 : 0; // six hours at a time
        double mean = 12 + effect(district) + 3.5 * kilometres - 2 * vehicle + 6 * rain;
        mean += hour >= 17 && hour < 20 ? 8 : 0;
        double noise = NOISE * random.nextGaussian();
        double minutes = Math.max(1, mean + noise);
        out.printf(
            Locale.ROOT,
            "%s,%d,d%d,v%d,%d,%s,%d%n",
            Instant.ofEpochMilli(time), i, district, vehicle, hour, kilometres, rain);
        if (random.nextDouble() >= LOST) {
          off += Math.abs(minutes - mean);
          deliveries.add(new Delivery(time + (long) (minutes * 60_000), i, minutes));
        }
      }
    }
    deliveries.sort(Comparator.comparingLong(Delivery::time));
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
      out.println("time,order,minutes");
      deliveries.forEach(
          it ->
              out.printf(
                  Locale.ROOT,
                  "%s,%d,%.2f%n", Instant.ofEpochMilli(it.time()), it.order(), it.minutes()));
    }
    System.out.printf(
        Locale.ROOT,
        "%,d orders, %,d deliveries; who knows all but chance is off by %.2f minutes%n",
        count, deliveries.size(), off / deliveries.size());
  }

  /** Returns what a district has to do with it, always the same. */
  private static double effect(int district) {
    return 4 * new Random(SEED * 1000 + district).nextGaussian();
  }
}
