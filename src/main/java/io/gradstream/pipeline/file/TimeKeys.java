package io.gradstream.pipeline.file;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.place.Cycle;
import io.gradstream.core.feature.place.Cyclic;
import io.gradstream.pipeline.declare.Abbreviated;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Words;
import java.time.ZoneId;
import java.util.List;

/** Declares the encoders of time. */
final class TimeKeys {

  private static final String KIND = "cyclic";

  private static final Key<List<Cycle>> OF =
      Key.required(
          "of",
          new ListOf<>(
              Words.of(Cycle.values()),
              "periods of hour-of-day, day-of-week, day-of-year, month",
              true),
          "[hour-of-day, day-of-week]",
          "The periods, two columns each; all but `month` go on within their steps.");

  private static final Key<String> FIELD =
      Key.optional(
          "field",
          FieldName.shared(KIND),
          "the record's own time",
          "sched_dep",
          "The time: a timestamp, a date, seconds or milliseconds since the epoch, or a text in ISO 8601 or another form that `dates` names.");

  private static final Key<ZoneId> ZONE =
      Key.withDefault(
              "zone", new Zone(), "UTC", "Where date and clock are read, summer time included.")
          .withExample("America/New_York");

  private static final Key<DateOrder> DATES =
      Key.withDefault(
              "dates",
              Words.of(DateOrder.values()),
              "iso",
              "Which part comes first in a date with slashes that is a text: `month-first` for"
                  + " 12/31/2024, `day-first` for 31/12/2024; `iso` refuses both. 2024-12-31,"
                  + " 2024/12/31 and 31.12.2024 are read in any case.")
          .withExample("month-first");

  static final Key<Feature> CYCLIC =
      Key.oneOf(
          KIND,
          new Abbreviated<>(
              OF,
              new Section<Feature>(
                  List.of(FIELD, OF, ZONE, DATES),
                  values ->
                      new Cyclic(
                          values.find(FIELD),
                          values.get(OF),
                          values.get(ZONE),
                          values.get(DATES)))),
          "{field: sched_dep, of: [hour-of-day, day-of-week], zone: America/New_York}",
          "A point in time as places on circles: the sine and the cosine of each period; a list of"
              + " periods alone reads the record's own time, in UTC.");

  private TimeKeys() {}
}
