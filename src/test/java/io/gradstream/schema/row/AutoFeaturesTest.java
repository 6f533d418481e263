package io.gradstream.schema.row;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.category.BagOfCategories;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.place.Cycle;
import io.gradstream.core.feature.place.Cyclic;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AutoFeaturesTest {

  private static final Schema SCHEMA =
      record(
          "n:int",
          "x:['null','double']",
          "y:int",
          "s:['string','null']",
          "b:boolean",
          "e:{'type':'enum','name':'E','symbols':['A']}",
          "at:{'type':'long','logicalType':'timestamp-micros'}",
          "day:['null',{'type':'int','logicalType':'date'}]",
          "clock:{'type':'int','logicalType':'time-millis'}",
          "id:{'type':'string','logicalType':'uuid'}",
          "price:{'type':'bytes','logicalType':'decimal','precision':9,'scale':2}",
          "raw:'bytes'",
          "list:{'type':'array','items':['null','string']}",
          "vector:{'type':'array','items':'double'}",
          "map:{'type':'map','values':'int'}",
          "either:['null','int','string']",
          "o:{'type':'record','name':'O','fields':[{'name':'z','type':'float'},"
              + "{'name':'o','type':['null','O']}]}");

  @Test
  void encodersAreChosenByTypeInTheSchemasOrder() {
    assertThat(AutoFeatures.of(SCHEMA, Envelope.NONE, Set.of("y"), false).features())
        .containsExactly(
            new Hats(List.of("n", "x", "clock", "price", "o.z"), Missing.MEAN),
            new OneHot(List.of("s", "b", "e"), Limits.atMost(1000)),
            new BagOfCategories(List.of("list"), false, Limits.atMost(1000)),
            new Cyclic(
                Optional.of("at"),
                List.of(Cycle.HOUR_OF_DAY, Cycle.DAY_OF_WEEK, Cycle.DAY_OF_YEAR),
                ZoneOffset.UTC),
            new Cyclic(
                Optional.of("day"), List.of(Cycle.DAY_OF_WEEK, Cycle.DAY_OF_YEAR), ZoneOffset.UTC));
  }

  @Test
  void aNetworkMakesCurvesOfItsOwn() {
    assertThat(AutoFeatures.of(SCHEMA, Envelope.NONE, Set.of("y"), true).features())
        .startsWith(new Standard(List.of("n", "x", "clock", "price", "o.z"), Missing.MEAN));
  }

  @Test
  void whatIsLeftOutHasAReason() {
    assertThat(AutoFeatures.of(SCHEMA, Envelope.NONE, Set.of(), false).leftOut())
        .containsExactly(
            entry("id", "an identifier (uuid)"),
            entry("raw", "bytes"),
            entry("vector", "an array of double"),
            entry("map", "a map"),
            entry("either", "a union of several types"));
  }

  @Test
  void everyFieldThatIsChosenCanBeReadAsWhatItIsChosenFor() {
    AutoFeatures choice = AutoFeatures.of(SCHEMA, Envelope.NONE, Set.of("y"), false);
    List<String> paths =
        choice.features().stream()
            .flatMap(
                feature ->
                    List.of(
                        feature.numbers(), feature.categories(), feature.instants(), feature.bags())
                        .stream())
            .flatMap(List::stream)
            .toList();
    RowLayout layout =
        RowLayout.of(
            choice.features().get(0).numbers(),
            choice.features().get(1).categories(),
            List.of("at", "day"),
            List.of("list"),
            LabelRule.binary("y"));

    assertThat(paths).hasSize(11);
    assertThat(FieldCheck.of(layout, 7, SCHEMA, SCHEMA))
        .allMatch(check -> check.problems().isEmpty());
  }
}
