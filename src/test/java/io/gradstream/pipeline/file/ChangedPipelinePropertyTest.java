package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.state.StateMismatchException;
import io.gradstream.pipeline.declare.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A stored model goes on with a changed file, or the change is refused by its key's name. */
class ChangedPipelinePropertyTest {

  private static final int RECORDS = 120;
  private static final int MORE = 90;
  private static final OperationsDoc DOC = OperationsDoc.read();
  private static final String OPTIMIZER = "optimizer";

  @Property(tries = 30)
  void whatMayChangeChangesAndTheModelGoesOn(@ForAll Random random) {
    ObjectNode file = SmallPipelines.file(random);
    LearnerRule rule = SmallPipelines.learner(file).orElseThrow();
    Map<String, byte[]> stored = stored(rule);
    for (String key : DOC.mayChange()) {
      for (ObjectNode changed : List.of(without(file, key), with(file, key, rule, random))) {
        SmallPipelines.learner(changed)
            .filter(each -> steps(each).equals(steps(rule)))
            .ifPresent(each -> goesOn(each, stored, key));
      }
    }
  }

  @Property(tries = 30)
  void allThatMayChangeMayChangeAtOnce(@ForAll Random random) {
    ObjectNode file = SmallPipelines.file(random);
    LearnerRule rule = SmallPipelines.learner(file).orElseThrow();
    ObjectNode changed = file;
    for (String key : DOC.mayChange()) {
      ObjectNode next =
          random.nextBoolean() ? without(changed, key) : with(changed, key, rule, random);
      boolean good =
          SmallPipelines.learner(next).filter(each -> steps(each).equals(steps(rule))).isPresent();
      changed = good ? next : changed;
    }
    goesOn(SmallPipelines.learner(changed).orElseThrow(), stored(rule), changed.toString());
  }

  @Property(tries = 30)
  void whatMayNotChangeIsRefusedByName(@ForAll Random random) {
    ObjectNode file = SmallPipelines.file(random);
    LearnerRule rule = SmallPipelines.learner(file).orElseThrow();
    Map<String, byte[]> stored = stored(rule);
    for (String key : DOC.mayNotChange()) {
      for (ObjectNode changed : List.of(without(file, key), drawn(file, key, random))) {
        SmallPipelines.learner(changed).ifPresent(each -> goesOnOrIsRefused(each, stored, key));
      }
    }
  }

  private static void goesOn(LearnerRule rule, Map<String, byte[]> stored, String what) {
    Learner learner = new Learner(rule);
    learner.restore(stored);
    List<String> seen = SmallPipelines.run(learner, rule, 3, RECORDS, RECORDS + MORE);
    assertThat(seen).as(what).hasSize(MORE);
    Map<String, byte[]> again = new TreeMap<>(stored);
    SmallPipelines.commit(learner, again);
    new Learner(rule).restore(again); // and what it then stores is its own
  }

  private static void goesOnOrIsRefused(LearnerRule rule, Map<String, byte[]> stored, String key) {
    try {
      goesOn(rule, stored, key);
    } catch (StateMismatchException e) {
      String last = key.substring(key.lastIndexOf('.') + 1);
      assertThat(Set.of("task", "positive", "threshold", "classes").contains(last) ? "label" : last)
          .satisfies(name -> assertThat(e).hasMessageContaining("\n  " + name));
    }
  }

  private static String optimizer(LearnerRule rule) {
    return rule.training().optimizer().name();
  }

  private static String steps(LearnerRule rule) {
    return rule.training().optimizer().description();
  }

  private static Map<String, byte[]> stored(LearnerRule rule) {
    Map<String, byte[]> stored = new TreeMap<>();
    Learner learner = new Learner(rule);
    SmallPipelines.run(learner, rule, 3, 0, RECORDS);
    SmallPipelines.commit(learner, stored);
    return stored;
  }

  private static ObjectNode without(ObjectNode file, String path) {
    ObjectNode changed = file.deepCopy();
    parent(changed, path).remove(last(path));
    return changed;
  }

  /** Returns the file with another value for a key; of the optimizer the rule stays. */
  private static ObjectNode with(ObjectNode file, String path, LearnerRule rule, Random random) {
    if (!path.equals(OPTIMIZER)) {
      return drawn(file, path, random);
    }
    ObjectNode changed = file;
    for (int tries = 0; tries < 50; tries++) {
      changed = drawn(file, path, random);
      JsonNode drawn = changed.get(OPTIMIZER);
      if (drawn.has(optimizer(rule)) || drawn.asText().equals(optimizer(rule))) {
        break;
      }
    }
    return changed;
  }

  private static ObjectNode drawn(ObjectNode file, String path, Random random) {
    ObjectNode changed = file.deepCopy();
    ObjectNode drawn = changed.objectNode();
    drawn.set(last(path), new RandomPipelines(random).value(declared(path)));
    SmallPipelines.shrink(drawn, random);
    parent(changed, path).setAll(drawn);
    return changed;
  }

  private static ObjectNode parent(ObjectNode file, String path) {
    String[] names = path.split("\\.");
    ObjectNode at = file;
    for (String name : Arrays.copyOf(names, names.length - 1)) {
      at = at.get(name) instanceof ObjectNode section ? section : at.putObject(name);
    }
    return at;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** Returns the declaration of a key. */
  static Key<?> declared(String path) {
    List<Key<?>> keys = PipelineKeys.TYPE.keys();
    Key<?> found = null;
    for (String name : path.split("\\.")) {
      found = keys.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
      keys = found.type().keys();
    }
    if (found == null) {
      throw new IllegalArgumentException(path);
    }
    return found;
  }
}
