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
 * Makes up what two topics of an advertiser would have: impressions, and the clicks that some of them
 * got, minutes later. The probability of each click is known, so a model's can be compared with it.
 *
 * <p>Usage: java Clicks.java IMPRESSIONS.csv CLICKS.csv [COUNT]
 */
public final class Clicks {

  private static final long SEED = 16;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final long MILLIS_APART = 4_000;
  private static final double MINUTES_TO_CLICK = 4; // in the mean; 1 in 1,800 takes 30 or more

  private record Click(long time, int impression) {}

  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200_000;
    Random random = new Random(SEED);
    List<Click> clicks = new ArrayList<>();
    double rates = 0;
    double entropy = 0;
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[0])))) {
      out.println("time,impression,ad,site,hour,position,age_days,rate");
      for (int i = 0; i < count; i++) {
        long time = START.toEpochMilli() + i * MILLIS_APART + random.nextInt(1000);
        int ad = random.nextInt(20);
        int site = random.nextInt(12);
        int hour = (int) (time / 3_600_000 % 24);
        int position = 1 + random.nextInt(4);
        double age = random.nextInt(300) / 10.0;
        double z = -1.9 + effect(ad) + effect(100 + site) - 0.5 * (position - 1) - 0.03 * age;
        z += hour < 6 ? -0.6 : hour > 18 ? 0.4 : 0;
        double rate = 1 / (1 + Math.exp(-z));
        rates += rate;
        entropy -= rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate);
        out.printf(
            Locale.ROOT,
            "%s,%d,ad-%d,site-%d,%d,%d,%s,%.6f%n",
            Instant.ofEpochMilli(time), i, ad, site, hour, position, age, rate);
        if (random.nextDouble() < rate) {
          double minutes = -MINUTES_TO_CLICK * Math.log(1 - random.nextDouble());
          clicks.add(new Click(time + (long) (minutes * 60_000), i));
        }
      }
    }
    clicks.sort(Comparator.comparingLong(Click::time));
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[1])))) {
      out.println("time,impression,clicked");
      clicks.forEach(
          it ->
              out.printf(
                  Locale.ROOT,
                  "%s,%d,1%n",
                  Instant.ofEpochMilli(it.time()),
                  it.impression()));
    }
    System.out.printf(
        Locale.ROOT,
        "%,d impressions, %,d clicks; mean rate %.4f; who knows each rate has a log-loss of %.4f%n",
        count, clicks.size(), rates / count, entropy / count);
  }

  /** Returns how much one thing has to do with it, always the same. */
  private static double effect(int thing) {
    return 0.8 * new Random(SEED * 1000 + thing).nextGaussian();
  }
}
