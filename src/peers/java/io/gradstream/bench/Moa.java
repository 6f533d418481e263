package io.gradstream.bench;

import com.yahoo.labs.samoa.instances.Attribute;
import com.yahoo.labs.samoa.instances.DenseInstance;
import com.yahoo.labs.samoa.instances.Instance;
import com.yahoo.labs.samoa.instances.Instances;
import com.yahoo.labs.samoa.instances.InstancesHeader;
import com.yahoo.labs.samoa.instances.SparseInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moa.classifiers.AbstractClassifier;
import moa.classifiers.functions.SGD;
import moa.classifiers.trees.HoeffdingTree;

/** MOA 2024.07.0: its learners over instances in memory, already encoded. */
final class Moa implements PeerPass.Peer {

  private static final int LOG_LOSS = 1;
  private static final double RATE = 0.01;
  private static final double UNDECIDED = 0.5;

  private final AbstractClassifier learner;
  private final Instance[] rows;

  private Moa(AbstractClassifier learner, Instance[] rows) {
    this.learner = learner;
    this.rows = rows;
    learner.setModelContext((InstancesHeader) rows[0].dataset());
    learner.prepareForUse();
  }

  /** Returns logistic regression by SGD at 0.01, without regularisation. */
  static Moa sgd(Instance[] oneHot) {
    SGD learner = new SGD();
    learner.lossFunctionOption.setChosenIndex(LOG_LOSS);
    learner.lambdaRegularizationOption.setValue(0);
    learner.learningRateOption.setValue(RATE);
    return new Moa(learner, oneHot);
  }

  /** Returns a Hoeffding tree as it is by default. */
  static Moa tree(Instance[] nominal) {
    return new Moa(new HoeffdingTree(), nominal);
  }

  /** Returns sparse instances: standardised numbers and one column for each category. */
  static Instance[] oneHot(FlightTable flights) {
    List<Attribute> attributes = new ArrayList<>();
    for (int column = 0; column < flights.columns(); column++) {
      attributes.add(new Attribute("x" + column));
    }
    InstancesHeader header = header(attributes);
    Instance[] rows = new Instance[flights.size()];
    int numbers = FlightTable.NUMBERS.size();
    for (int row = 0; row < rows.length; row++) {
      int[] active = flights.activeColumns(row);
      int[] columns = new int[numbers + active.length + 1];
      double[] values = new double[columns.length];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = i < numbers || i == columns.length - 1 ? i : active[i - numbers];
        values[i] = i < numbers ? flights.numbers(row)[i] : 1;
      }
      columns[columns.length - 1] = flights.columns();
      values[columns.length - 1] = flights.label(row);
      rows[row] = new SparseInstance(1, values, columns, flights.columns() + 1);
      rows[row].setDataset(header);
    }
    return rows;
  }

  /** Returns dense instances of numbers and nominal attributes. */
  static Instance[] nominal(FlightTable flights) {
    List<Attribute> attributes = new ArrayList<>();
    FlightTable.NUMBERS.forEach(field -> attributes.add(new Attribute(field)));
    for (int field = 0; field < FlightTable.CATEGORIES.size(); field++) {
      attributes.add(new Attribute(FlightTable.CATEGORIES.get(field), flights.values(field)));
    }
    InstancesHeader header = header(attributes);
    Instance[] rows = new Instance[flights.size()];
    for (int row = 0; row < rows.length; row++) {
      double[] values = Arrays.copyOf(flights.numbers(row), attributes.size());
      for (int i = FlightTable.NUMBERS.size(), field = 0; i < values.length - 1; i++, field++) {
        values[i] = flights.categories(row)[field];
      }
      values[values.length - 1] = flights.label(row);
      rows[row] = new DenseInstance(1, values);
      rows[row].setDataset(header);
    }
    return rows;
  }

  @Override
  public double take(int row) {
    double[] votes = learner.getVotesForInstance(rows[row]);
    learner.trainOnInstance(rows[row]);
    double sum = 0;
    for (double vote : votes) {
      sum += vote;
    }
    double late = votes.length < 2 ? 0 : votes[1];
    return sum > 0 && sum <= Double.MAX_VALUE ? late / sum : UNDECIDED; // a leaf may know nothing
  }

  /** Adds the label and makes it the class. */
  private static InstancesHeader header(List<Attribute> attributes) {
    attributes.add(new Attribute("delayed", List.of("0", "1")));
    Instances instances = new Instances("flights", attributes, 0);
    instances.setClassIndex(attributes.size() - 1);
    return new InstancesHeader(instances);
  }
}
