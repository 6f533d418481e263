package io.gradstream.deploy;

import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Named;

/** What the tests look at: the base as its files say, and all as kubectl renders it if it can. */
final class Deployments {

  private static List<Named<Deployment>> all = List.of();

  private Deployments() {}

  /** Renders them the first time, which takes a process for each; nobody changes them. */
  static synchronized List<Named<Deployment>> all() throws IOException {
    if (all.isEmpty()) {
      all = List.copyOf(rendered());
    }
    return all;
  }

  /** Returns the scorers of those that have some, rendered; none where there is no kubectl. */
  static List<Named<Deployment>> scorers() throws IOException {
    return all().stream()
        .filter(
            each ->
                !each.getPayload()
                    .all(io.fabric8.kubernetes.api.model.apps.Deployment.class)
                    .isEmpty())
        .map(each -> named(each.getName(), each.getPayload().ofComponent("scorer")))
        .toList();
  }

  /** Returns the trainers of all. */
  static List<Named<Deployment>> trainers() throws IOException {
    return all().stream()
        .map(each -> named(each.getName(), each.getPayload().ofComponent("trainer")))
        .toList();
  }

  private static List<Named<Deployment>> rendered() throws IOException {
    List<Named<Deployment>> all = new ArrayList<>();
    all.add(named("files of the base", Deployment.of(Manifests.base())));
    if (Kubectl.problem().isEmpty()) {
      for (Path folder : Manifests.kustomizations()) {
        all.add(named(folder.toString(), Deployment.of(Kubectl.kustomize(folder))));
      }
    }
    return all;
  }
}
