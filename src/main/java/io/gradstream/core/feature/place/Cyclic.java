package io.gradstream.core.feature.place;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.StatelessEncoder;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Encodes a point in time as its places on circles: {@code sin 2 pi f} and {@code cos 2 pi f} for
 * the place f in each period, so that the end of one is near the start of the next.
 *
 * <p>Date and clock are those of a time zone by the JDK's rules, summer time included; where the
 * clock is set back an hour comes twice. A missing time is 0 in every column, the circle's centre.
 *
 * @param field the time; the record's own if empty
 * @param cycles the periods, two columns each
 * @param zone where date and clock are read
 * @param order which part of a date with slashes comes first
 */
public record Cyclic(Optional<String> field, List<Cycle> cycles, ZoneId zone, DateOrder order)
    implements Feature {

  /** Reads dates in ISO 8601. */
  public Cyclic(Optional<String> field, List<Cycle> cycles, ZoneId zone) {
    this(field, cycles, zone, DateOrder.ISO);
  }

  /** Copies the list. */
  public Cyclic {
    cycles = List.copyOf(cycles);
  }

  @Override
  public String kind() {
    return "cyclic";
  }

  @Override
  public List<String> instants() {
    return field.stream().toList();
  }

  @Override
  public Map<String, DateOrder> dates() {
    return field.isEmpty() || order == DateOrder.ISO ? Map.of() : Map.of(field.get(), order);
  }

  @Override
  public List<String> columns() {
    String prefix = field.map(name -> name + " ").orElse("");
    return cycles.stream()
        .flatMap(cycle -> List.of(" sin", " cos").stream().map(cycle.column()::concat))
        .map(prefix::concat)
        .toList();
  }

  @Override
  public boolean isNumber(int column) {
    return true;
  }

  @Override
  public String source(int column) {
    return field.orElse("time");
  }

  @Override
  public String description() {
    return "%s: %s of %s in %s"
        .formatted(
            kind(),
            cycles.stream().map(Cycle::column).toList(),
            field.orElse("the record's time"),
            zone.getId());
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Circles(binding);
  }

  private final class Circles implements StatelessEncoder {

    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final double TURN = 2 * Math.PI;

    private final int slot; // negative for the record's own time
    private final int firstRow;
    private final ZoneRules rules = zone.getRules();
    private final Cycle[] circles = cycles.toArray(Cycle[]::new);

    Circles(Binding binding) {
      slot = field.isPresent() ? binding.instantSlots(instants())[0] : -1;
      firstRow = binding.firstRow();
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      long time = slot < 0 ? row.time() : row.instant(slot);
      boolean missing = time == Row.NO_INSTANT;
      long local = missing ? 0 : time + 1000L * offset(time);
      long day = Math.floorDiv(local, DAY);
      double ofDay = Math.floorMod(local, DAY) / (double) DAY;
      for (int i = 0; i < circles.length; i++) {
        double angle = TURN * circles[i].fraction(day, ofDay);
        out.add(firstRow + 2 * i, missing ? 0 : StrictMath.sin(angle));
        out.add(firstRow + 2 * i + 1, missing ? 0 : StrictMath.cos(angle));
      }
    }

    @Override
    public void draw(Graph graph, Columns out) {
      Node time = field.isPresent() ? graph.instant(field.get()) : graph.time();
      Calendar calendar = new Calendar(graph, graph.filled(time, 0), rules);
      Node missing = graph.apply(Operation.IS_MISSING, time);
      List<Node> all = new ArrayList<>();
      for (Cycle cycle : circles) {
        Node angle = graph.apply(Operation.MULTIPLY, cycle.draw(calendar), graph.row(TURN));
        Node turned = graph.apply(Operation.ADD, angle, graph.row(TURN / 4)); // for the cosine
        all.add(graph.apply(Operation.SINE, angle));
        all.add(graph.apply(Operation.SINE, turned));
      }
      Node centre = graph.row(0);
      Node columns = graph.apply(Operation.CHOOSE, missing, centre, graph.beside(all));
      out.add(firstRow, all.size(), columns);
    }

    private int offset(long time) {
      return rules.getOffset(Instant.ofEpochMilli(time)).getTotalSeconds();
    }
  }
}
