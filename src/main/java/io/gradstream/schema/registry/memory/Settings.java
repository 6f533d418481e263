package io.gradstream.schema.registry.memory;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A setting of the whole registry that its subjects may have of their own. */
final class Settings<T> {

  private final T standard;
  private final Map<Optional<String>, T> values = new HashMap<>();

  Settings(T standard) {
    this.standard = standard;
  }

  T ofRegistry() {
    return of(Optional.empty()).orElse(standard);
  }

  /** Returns what was set, of the registry if no subject is named. */
  Optional<T> of(Optional<String> subject) {
    return Optional.ofNullable(values.get(subject));
  }

  T effective(String subject) {
    return of(Optional.of(subject)).orElseGet(this::ofRegistry);
  }

  List<RegistrySnapshot.Setting<T>> all() {
    return values.entrySet().stream()
        .map(each -> new RegistrySnapshot.Setting<>(each.getKey(), each.getValue()))
        .sorted(Comparator.comparing(each -> each.subject().orElse("")))
        .toList();
  }

  void addAll(List<RegistrySnapshot.Setting<T>> settings) {
    settings.forEach(each -> values.put(each.subject(), each.value()));
  }

  void set(Optional<String> subject, Optional<T> value) {
    value.ifPresentOrElse(given -> values.put(subject, given), () -> values.remove(subject));
  }
}
