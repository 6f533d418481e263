package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.GradientModel;
import io.gradstream.core.model.LabelScale;
import io.gradstream.core.model.ModelShape;
import io.gradstream.core.model.Weighted;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The members of a {@link Race} at work, mixed if there are several.
 *
 * <p>A member whose output is not finite is left out of the prediction, as if it said nothing, and
 * begins anew when the record is learned.
 */
public final class RaceModel implements Weighted {

  private final Race rule;
  private final boolean regression;
  private final boolean several; // classes
  private final @Nullable LabelScale labels;
  private final LinearMembers linear;
  private final List<Network> networks = new ArrayList<>();
  private final int[] places; // by member: of its lane, or below 0 of its network
  private final int size;
  private final Optional<Mixer> mixer;
  private final Tally tally;
  private final ExampleSlope[] slopes; // by member
  private final ExampleSlope[] slopesOfLanes; // the same of linear members, by lane
  private final boolean[] lost; // members that were not finite in the last prediction
  private final double[][] bounded; // outputs within the labels seen, as they are mixed
  private final double[] numbers; // what the stacker and the members predicted of a number
  private double[][] z;
  private double[][] zOfLanes; // the outputs of linear members, by lane
  private double[][] p;
  private double[][] judged; // scores by which members are judged: p, or what they said then
  private double[][] before; // outputs, of what they said then
  private double[] mixed;
  private double @Nullable [] stackedThen; // scores of the stacker, of what all said then

  /**
   * Creates the members on arrays of {@code scope}.
   *
   * @param loss of the pipeline
   * @param shape what the pipeline demands; its optimizer is not asked
   * @param labels within whose range members predict, if labels are numbers
   */
  public RaceModel(
      State.Scope scope, Race rule, Loss loss, ModelShape shape, @Nullable LabelScale labels) {
    this.rule = rule;
    this.labels = labels;
    regression = loss.tasks().contains(Task.REGRESSION);
    several = loss.tasks().contains(Task.MULTICLASS);
    size = rule.members().size();
    places = new int[size];
    List<Member> lanes = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      Member member = rule.members().get(j);
      if (member.model().isPresent()) {
        networks.add(network(scope.scope("member." + j), member, shape));
        places[j] = -networks.size();
      } else {
        places[j] = lanes.size();
        lanes.add(member);
      }
    }
    linear = new LinearMembers(scope, lanes, shape.rows(), shape.outputs());
    mixer = size > 1 ? Optional.of(Mixer.of(scope, rule.mixing(), size, loss)) : Optional.empty();
    tally = new Tally(scope, 2 + size);
    slopes = new ExampleSlope[size];
    Arrays.setAll(slopes, j -> new ExampleSlope(loss));
    slopesOfLanes = ofLanes(slopes, new ExampleSlope[lanes.size()]);
    lost = new boolean[size];
    bounded = new double[size][1];
    numbers = new double[2 + size];
    z = new double[size][shape.outputs()];
    p = new double[size][shape.outputs()];
    zOfLanes = ofLanes(z, new double[lanes.size()][]);
    before = new double[size][shape.outputs()];
    mixed = new double[shape.outputs()];
    judged = p;
  }

  /** Networks may stand anywhere among the members. */
  private <T> T[] ofLanes(T[] ofMembers, T[] lanes) {
    for (int j = 0; j < size; j++) {
      if (places[j] >= 0) {
        lanes[places[j]] = ofMembers[j];
      }
    }
    return lanes;
  }

  private static Network network(State.Scope scope, Member member, ModelShape shape) {
    ModelShape own = shape.withMoments(member.optimizer().moments());
    GradientModel model = member.model().orElseThrow().create(scope, own);
    return new Network(model, (GradientOptimizer) member.optimizer());
  }

  @Override
  public int outputs() {
    return linear.parameters().outputs();
  }

  @Override
  public void score(FeatureVector x, Loss by, double[] unused, double[] scores) {
    linear.outputs(x, zOfLanes);
    for (int j = 0; j < size; j++) {
      if (places[j] < 0) {
        networks.get(-1 - places[j]).model().outputs(x, z[j]);
      }
      lost[j] = !finite(z[j]);
      if (lost[j]) {
        Arrays.fill(z[j], 0);
      }
      by.score(z[j], p[j]);
    }
    judged = p;
    stackedThen = null;
    mix(z, p, by, scores);
  }

  private void mix(double[][] outputs, double[][] by, Loss loss, double[] scores) {
    for (int j = 0; j < size; j++) {
      if (labels != null) {
        bounded[j][0] = labels.withinRange(outputs[j][0]);
      }
      numbers[1 + j] = own(by[j][0]);
    }
    if (mixer.isPresent()) {
      mixer.get().mix(labels == null ? outputs : bounded, by, loss, scores);
      numbers[0] = own(mixer.get().stacked()[0]);
      numbers[1 + size] = own(mixer.get().labelsOnly()[0]);
    } else {
      System.arraycopy(by[0], 0, scores, 0, scores.length);
    }
  }

  @Override
  public Node draw(Graph graph, Columns x, Loss by) {
    List<Node> outputs = new ArrayList<>();
    List<Node> scores = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      Node own =
          places[j] < 0
              ? networks.get(-1 - places[j]).model().draw(graph, x)
              : linear.draw(places[j], graph, x);
      Node output = Mixer.finite(graph, own, outputs());
      scores.add(by.draw(graph, output));
      outputs.add(labels == null ? output : bounded(graph, output, labels));
    }
    return mixer.isPresent()
        ? mixer.get().draw(graph, outputs, scores, by, outputs())
        : scores.get(0);
  }

  private static Node bounded(Graph graph, Node output, LabelScale by) {
    double low = by.withinRange(Double.NEGATIVE_INFINITY);
    return graph.within(output, low, by.withinRange(Double.POSITIVE_INFINITY));
  }

  @Override
  public boolean isLinear() {
    return mixer.isEmpty() && linear.isPlain();
  }

  @Override
  public void logits(FeatureVector x, Loss by, double[] logits) {
    double[] scores = new double[outputs()];
    score(x, by, scores, scores);
    if (mixer.isPresent()) {
      mixer.get().logits(scores, logits);
    } else {
      System.arraycopy(z[0], 0, logits, 0, logits.length);
    }
  }

  @Override
  public void slopes(FeatureVector x, Loss by, int output, double[] slopes) {
    double[] scores = new double[outputs()];
    score(x, by, scores, scores);
    double[][] dz = new double[size][outputs()];
    if (mixer.isPresent()) {
      mixer.get().slopes(output, p, scores, dz);
    } else {
      dz[0][output] = 1;
    }
    for (int j = 0; j < size; j++) {
      if (!lost[j] && !isBounded(j)) {
        addSlopes(j, x, dz[j], slopes);
      }
    }
  }

  /** Tells whether a member's output was beyond the labels seen and is mixed as their bound. */
  private boolean isBounded(int j) {
    return mixer.isPresent() && labels != null && bounded[j][0] != z[j][0];
  }

  private void addSlopes(int j, FeatureVector x, double[] dz, double[] slopes) {
    if (places[j] < 0) {
      networks.get(-1 - places[j]).model().slopes(x, dz, slopes);
      return;
    }
    for (int k = 0; k < dz.length; k++) {
      linear.slopes(places[j], k, x, dz[k], slopes);
    }
  }

  /**
   * Returns what all said of the example scored last: the outputs of each member, then the scores
   * of the stacker and those of labels alone.
   */
  public double[] said() {
    int outputs = outputs();
    double[] said = new double[(size + 2) * outputs];
    for (int j = 0; j < size + 2; j++) {
      double[] each =
          j < size
              ? z[j]
              : j == size ? mixer.orElseThrow().stacked() : mixer.orElseThrow().labelsOnly();
      for (int k = 0; k < outputs; k++) {
        said[j * outputs + k] = own(each[k]);
      }
    }
    return said;
  }

  /**
   * Lets all be judged and mixed, when the example scored last is learned, by what they said of it
   * long before: by now they have learned from those around it, one more than another, and what
   * each says now tells little of how well it foretells.
   */
  public void judgeBy(double[] said, Loss by) {
    int then = said.length / (size + 2);
    judged = new double[size][outputs()];
    for (int j = 0; j < size; j++) {
      take(said, j, then, z[j], before[j]);
      by.score(before[j], judged[j]);
    }
    mix(before, judged, by, mixed);
    Mixer mixing = mixer.orElseThrow();
    stackedThen = mixing.stacked().clone();
    take(said, size, then, mixing.stacked(), stackedThen);
    take(said, size + 1, then, mixing.labelsOnly(), mixing.labelsOnly());
    numbers[0] = own(stackedThen[0]);
    numbers[1 + size] = own(mixing.labelsOnly()[0]);
  }

  /** Of an output that was not there then, for a class not known, there is only what is now. */
  private void take(double[] said, int expert, int then, double[] now, double[] into) {
    for (int k = 0; k < into.length; k++) {
      double own = k < then ? said[expert * then + k] : Double.NaN;
      into[k] = k >= then ? now[k] : labels == null ? own : labels.scaled(own);
    }
  }

  /** Returns a score in the label's own unit. */
  private double own(double score) {
    return labels == null ? score : labels.back(score);
  }

  /**
   * Learns the example that was {@link #score}d last.
   *
   * @param weight by how much it counts, above 0
   * @param t number of the step, from 1
   * @param factor what a schedule multiplies rates by
   * @param ownLabel the label in its own unit, for the losses reported
   * @return whether there was a gradient to step along; it overflowed otherwise, and nothing
   *     changed
   */
  public boolean learn(
      FeatureVector x,
      double label,
      double weight,
      Loss by,
      long t,
      double factor,
      double ownLabel) {
    if (!setSlopes(label, weight, by)) {
      return false;
    }
    tally(ownLabel);
    if (mixer.isPresent()) {
      boolean finite = mixer.get().learn(judged, stackedThen, label, weight, by);
      if (!finite) {
        tally.restart(0);
      }
    }
    linear.count();
    boolean together = linear.isFused() && !anyLost();
    for (int j = 0; j < size; j++) {
      if (lost[j]) {
        restart(j);
      } else if (places[j] < 0) {
        step(networks.get(-1 - places[j]), j, x, label, weight, by, t, factor);
      } else if (!together) {
        step(j, x, t, factor);
      }
    }
    if (together) {
      linear.step(x, slopesOfLanes, factor);
    }
    linear.parameters().touch(x);
    return true;
  }

  /** Returns whether any linear member has a finite gradient; the others are lost. */
  private boolean setSlopes(double label, double weight, Loss by) {
    double squares = linear.parameters().squares();
    boolean any = false;
    for (int j = 0; j < size; j++) {
      if (places[j] >= 0) {
        slopes[j].set(by, z[j], p[j], label, weight);
        boolean finite = slopes[j].isFinite(squares);
        lost[j] |= !finite;
        any |= finite;
      }
    }
    return any;
  }

  private boolean anyLost() {
    boolean any = false;
    for (boolean each : lost) {
      any |= each;
    }
    return any;
  }

  private void step(int j, FeatureVector x, long t, double factor) {
    for (int output = 0; output < z[j].length; output++) {
      slopes[j].setOutput(output);
      linear.step(places[j], output, x, slopes[j], t, factor);
    }
  }

  /** Steps a network; one whose step is not finite would stand still, and begins anew. */
  private void step(
      Network network,
      int j,
      FeatureVector x,
      double label,
      double weight,
      Loss by,
      long t,
      double factor) {
    if (!network.step(x, z[j], p[j], label, weight, by, t, factor)) {
      restart(j);
    }
  }

  private void restart(int j) {
    if (places[j] < 0) {
      networks.get(-1 - places[j]).restart();
    } else {
      linear.restart(places[j]);
    }
    tally.restart(1 + j);
  }

  private void tally(double label) {
    tally.count();
    for (int expert = firstExpert(); expert <= lastExpert(); expert++) {
      if (regression) {
        tally.add(expert, Math.abs(numbers[expert] - label));
      } else {
        tally(expert, scores(expert), label);
      }
    }
  }

  private double[] scores(int expert) {
    if (expert == 0) {
      return stackedThen == null ? mixer.orElseThrow().stacked() : stackedThen;
    }
    return expert <= size ? judged[expert - 1] : mixer.orElseThrow().labelsOnly();
  }

  private int firstExpert() {
    return mixer.isPresent() ? 0 : 1;
  }

  private int lastExpert() {
    return mixer.isPresent() ? 1 + size : size;
  }

  private void tally(int expert, double[] scores, double label) {
    if (several) {
      tally.addProbability(expert, scores[(int) label]);
    } else {
      tally.addProbability(expert, label > 0.5 ? scores[0] : 1 - scores[0]);
    }
  }

  /**
   * Returns how the members fared in the window; if they are mixed, the stacker comes first and
   * what labels alone would have predicted last.
   */
  public List<MemberReport> reports() {
    List<MemberReport> reports = new ArrayList<>();
    for (int expert = firstExpert(); expert <= lastExpert(); expert++) {
      reports.add(report(expert));
    }
    return reports;
  }

  private MemberReport report(int expert) {
    boolean mixed = mixer.isPresent();
    return new MemberReport(
        name(expert),
        mixed ? mixer.get().weight(expert) : 1,
        mixed && expert > 0 && expert <= size ? mixer.get().stacking(expert - 1) : Double.NaN,
        tally.mean(expert),
        tally.examples(),
        tally.restarts(expert));
  }

  private String name(int expert) {
    if (expert == 0) {
      return MemberReport.STACKER;
    }
    return expert <= size ? rule.members().get(expert - 1).name() : MemberReport.LABELS;
  }

  /** Returns the number of members. */
  public int members() {
    return size;
  }

  /** Begins another window of reports. */
  public void beginWindow() {
    tally.next();
  }

  /**
   * Returns the weight of an input row in an output of the stacker, that is the sum of the linear
   * members' weights, each times its weight there; of one alone, or where nothing is stacked, the
   * mean.
   */
  @Override
  public double weight(int row, int output) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      if (places[j] >= 0) {
        double stacking = mixer.isPresent() ? mixer.get().stacking(j) : 1;
        double share = Double.isNaN(stacking) ? 1.0 / size : stacking;
        sum += share * linear.weight(places[j], row, output);
      }
    }
    return sum;
  }

  @Override
  public void grow(int rows) {
    linear.parameters().grow(rows);
    networks.forEach(each -> each.model().grow(rows));
  }

  @Override
  public void forget(int row) {
    linear.parameters().forget(row);
    networks.forEach(each -> each.model().forget(row));
  }

  @Override
  public void widen(int outputs) {
    linear.parameters().widen(outputs);
    networks.forEach(each -> each.model().widen(outputs));
    resize();
  }

  @Override
  public void refresh() {
    linear.parameters().refresh();
    networks.forEach(each -> each.model().refresh());
    resize();
  }

  @Override
  public int parameterCount() {
    int count = linear.size() * linear.parameters().rows() * outputs();
    for (Network network : networks) {
      count += network.model().parameterCount();
    }
    return count;
  }

  private void resize() {
    if (z[0].length != outputs()) {
      z = new double[size][outputs()];
      zOfLanes = ofLanes(z, new double[zOfLanes.length][]);
      p = new double[size][outputs()];
      before = new double[size][outputs()];
      mixed = new double[outputs()];
      judged = p;
      stackedThen = null;
    }
  }

  private static boolean finite(double[] values) {
    boolean finite = true;
    for (double value : values) {
      finite &= Math.abs(value) < Mixer.LARGEST; // not NaN either
    }
    return finite;
  }
}
