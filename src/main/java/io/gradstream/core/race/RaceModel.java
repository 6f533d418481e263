package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.LabelScale;
import io.gradstream.core.model.ModelShape;
import io.gradstream.core.model.Weighted;
import io.gradstream.core.state.State;
import java.util.ArrayList;
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

  private final Members members;
  private final int size;
  private final @Nullable LabelScale labels;
  private final Optional<Mixer> mixer;
  private final Scoreboard board;
  private final double[][] bounded; // outputs within the labels seen, as they are mixed
  private final double[] numbers; // what the stacker and the members predicted of a number
  private double[][] judged; // scores by which members are judged: now, or of what they said then
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
    this.labels = labels;
    size = rule.members().size();
    members = new Members(scope, rule.members(), loss, shape);
    mixer = size > 1 ? Optional.of(Mixer.of(scope, rule.mixing(), size, loss)) : Optional.empty();
    board = new Scoreboard(scope, rule, loss, mixer);
    bounded = new double[size][1];
    numbers = new double[2 + size];
    before = new double[size][shape.outputs()];
    mixed = new double[shape.outputs()];
    judged = members.p();
  }

  @Override
  public int outputs() {
    return members.outputs();
  }

  @Override
  public void score(FeatureVector x, Loss by, double[] unused, double[] scores) {
    members.score(x, by);
    judged = members.p();
    stackedThen = null;
    mix(members.z(), judged, by, scores);
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
      Node output = Mixer.finite(graph, members.draw(j, graph, x), outputs());
      scores.add(by.draw(graph, output));
      outputs.add(labels == null ? output : labels.drawWithinRange(graph, output));
    }
    return mixer.isPresent()
        ? mixer.get().draw(graph, outputs, scores, by, outputs())
        : scores.get(0);
  }

  @Override
  public boolean isLinear() {
    return mixer.isEmpty() && members.isPlain();
  }

  @Override
  public void logits(FeatureVector x, Loss by, double[] logits) {
    double[] scores = new double[outputs()];
    score(x, by, scores, scores);
    if (mixer.isPresent()) {
      mixer.get().logits(scores, logits);
    } else {
      System.arraycopy(members.z()[0], 0, logits, 0, logits.length);
    }
  }

  @Override
  public void slopes(FeatureVector x, Loss by, int output, double[] slopes) {
    double[] scores = new double[outputs()];
    score(x, by, scores, scores);
    double[][] dz = new double[size][outputs()];
    if (mixer.isPresent()) {
      mixer.get().slopes(output, members.p(), scores, dz);
    } else {
      dz[0][output] = 1;
    }
    for (int j = 0; j < size; j++) {
      if (!members.isLost(j) && !isBounded(j)) {
        members.addSlopes(j, x, dz[j], slopes);
      }
    }
  }

  /** Tells whether a member's output was beyond the labels seen and is mixed as their bound. */
  private boolean isBounded(int j) {
    return mixer.isPresent() && labels != null && bounded[j][0] != members.z()[j][0];
  }

  /**
   * Returns what all said of the example scored last: the outputs of each member, then the scores
   * of the stacker and those of labels alone.
   */
  public double[] said() {
    int outputs = outputs();
    Mixer mixing = mixer.orElseThrow();
    double[] said = new double[(size + 2) * outputs];
    for (int j = 0; j < size + 2; j++) {
      double[] each =
          j < size ? members.z()[j] : j == size ? mixing.stacked() : mixing.labelsOnly();
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
      take(said, j, then, members.z()[j], before[j]);
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
    if (!members.setSlopes(label, weight, by)) {
      return false;
    }
    board.add(ownLabel, numbers, judged, stackedThen);
    if (mixer.isPresent()) {
      boolean finite = mixer.get().learn(judged, stackedThen, label, weight, by);
      if (!finite) {
        board.countStackerRestart();
      }
    }
    if (!members.step(x, label, weight, by, t, factor)) {
      board.countRestarts(members);
    }
    return true;
  }

  /**
   * Returns how the members fared in the window; if they are mixed, the stacker comes first and
   * what labels alone would have predicted last.
   */
  public List<MemberReport> reports() {
    return board.reports();
  }

  /** Returns the number of members. */
  public int members() {
    return size;
  }

  /** Begins another window of reports. */
  public void beginWindow() {
    board.next();
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
      double stacking = mixer.isPresent() ? mixer.get().stacking(j) : 1;
      double share = Double.isNaN(stacking) ? 1.0 / size : stacking;
      sum += share * members.weight(j, row, output);
    }
    return sum;
  }

  @Override
  public void grow(int rows) {
    members.grow(rows);
  }

  @Override
  public void forget(int row) {
    members.forget(row);
  }

  @Override
  public void widen(int outputs) {
    members.widen(outputs);
    resize();
  }

  @Override
  public void refresh() {
    members.refresh();
    resize();
  }

  @Override
  public int parameterCount() {
    return members.parameterCount();
  }

  private void resize() {
    if (mixed.length != outputs()) {
      before = new double[size][outputs()];
      mixed = new double[outputs()];
      judged = members.p();
      stackedThen = null;
    }
  }
}
