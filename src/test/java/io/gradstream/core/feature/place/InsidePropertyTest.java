package io.gradstream.core.feature.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class InsidePropertyTest {

  /** Corners at growing angles around a centre never cross, so both rules mean one thing. */
  @Property
  void insideIsWhereTheWindingNumberIsNotZero(@ForAll Random random) {
    List<Position> outer = star(random, 20 + 20 * random.nextDouble(), 40);
    List<Position> hole = star(random, 2, 15);
    Outline outline = new Outline(new Area("a", List.of(outer, hole)));
    for (int i = 0; i < 50; i++) {
      double x = 10 + random.nextGaussian() * 20;
      double y = -5 + random.nextGaussian() * 20;
      boolean expected = winding(outer, x, y) != winding(hole, x, y);
      assertThat(outline.contains(x, y))
          .as("%s %s of %s less %s", x, y, outer, hole)
          .isEqualTo(expected);
    }
  }

  /** The line goes from west to east; points on it, at its corners and beside it have one side. */
  @Property
  void ofAreasThatShareALineExactlyOneHasAPoint(@ForAll Random random) {
    List<Position> line = new ArrayList<>();
    for (int i = 0; i <= 8; i++) {
      line.add(new Position(3 * i + random.nextDouble(), random.nextInt(3) * random.nextDouble()));
    }
    Outline upper = new Outline(new Area("upper", List.of(closedBy(line, 50, false))));
    Outline lower = new Outline(new Area("lower", List.of(closedBy(line, -50, true))));
    double west = line.get(0).longitude();
    double east = line.get(8).longitude();
    for (int i = 0; i < 100; i++) {
      Position at = line.get(1 + random.nextInt(7));
      Position next = line.get(Math.min(8, line.indexOf(at) + 1));
      double part = random.nextInt(3) == 0 ? 0 : random.nextDouble();
      double x = at.longitude() + part * (next.longitude() - at.longitude());
      double y = at.latitude() + part * (next.latitude() - at.latitude());
      double beside = random.nextInt(4) == 0 ? random.nextGaussian() : 0;
      if (x > west && x < east) {
        assertThat(upper.contains(x, y + beside) ^ lower.contains(x, y + beside))
            .as("%s %s beside %s", x, y + beside, line)
            .isTrue();
      }
    }
  }

  private static List<Position> closedBy(List<Position> line, double latitude, boolean reversed) {
    List<Position> ring = new ArrayList<>(line);
    ring.add(new Position(line.get(line.size() - 1).longitude(), latitude));
    ring.add(new Position(line.get(0).longitude(), latitude));
    if (reversed) {
      Collections.reverse(ring);
    }
    return ring;
  }

  private static List<Position> star(Random random, double nearest, double farthest) {
    int corners = 8 + random.nextInt(12); // less than half a turn from one to the next
    List<Position> ring = new ArrayList<>();
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * (i + 0.9 * random.nextDouble()) / corners;
      double radius = nearest + (farthest - nearest) * random.nextDouble();
      ring.add(new Position(10 + radius * Math.cos(angle), -5 + radius * Math.sin(angle)));
    }
    if (random.nextBoolean()) {
      Collections.reverse(ring);
    }
    return ring;
  }

  /** Returns how often a ring goes around a point, by adding up angles. */
  private static boolean winding(List<Position> ring, double x, double y) {
    double sum = 0;
    for (int i = 0; i < ring.size(); i++) {
      Position from = ring.get(i);
      Position to = ring.get((i + 1) % ring.size());
      double turn =
          Math.atan2(to.latitude() - y, to.longitude() - x)
              - Math.atan2(from.latitude() - y, from.longitude() - x);
      sum += Math.IEEEremainder(turn, 2 * Math.PI);
    }
    return Math.abs(sum) > Math.PI;
  }
}
