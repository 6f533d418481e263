package io.gradstream.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "io.gradstream", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule coreImportsTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("io.gradstream.core..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.gradstream.core..");

  @ArchTest
  static final ArchRule packagesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("core")
          .definedBy("io.gradstream.core..")
          .layer("pipeline")
          .definedBy("io.gradstream.pipeline..")
          .layer("schema")
          .definedBy("io.gradstream.schema..")
          .layer("csv")
          .definedBy("io.gradstream.csv..")
          .layer("report")
          .definedBy("io.gradstream.report..")
          .layer("export")
          .definedBy("io.gradstream.export..")
          .layer("client")
          .definedBy("io.gradstream.client..")
          .layer("model")
          .definedBy("io.gradstream.model..")
          .layer("score")
          .definedBy("io.gradstream.score..")
          .layer("eval")
          .definedBy("io.gradstream.eval..")
          .layer("streams")
          .definedBy("io.gradstream.streams..")
          .layer("lineage")
          .definedBy("io.gradstream.lineage..")
          .layer("watch")
          .definedBy("io.gradstream.watch..")
          .layer("serve")
          .definedBy("io.gradstream.serve..")
          .layer("embedded")
          .definedBy("io.gradstream.embedded..")
          .layer("demo")
          .definedBy("io.gradstream.demo..")
          .layer("bench")
          .definedBy("io.gradstream.bench..")
          .layer("crash")
          .definedBy("io.gradstream.crash..")
          .layer("cli")
          .definedBy("io.gradstream.cli..")
          .whereLayer("core")
          .mayNotAccessAnyLayer()
          .whereLayer("csv")
          .mayOnlyAccessLayers("core")
          .whereLayer("pipeline")
          .mayOnlyAccessLayers("core")
          .whereLayer("schema")
          .mayOnlyAccessLayers("core")
          .whereLayer("report")
          .mayOnlyAccessLayers("core")
          .whereLayer("export")
          .mayOnlyAccessLayers("core", "pipeline")
          .whereLayer("client")
          .mayOnlyAccessLayers("schema", "csv")
          .whereLayer("model")
          .mayOnlyAccessLayers("core", "client")
          .whereLayer("score")
          .mayOnlyAccessLayers("core", "pipeline", "schema", "model")
          .whereLayer("eval")
          .mayOnlyAccessLayers("core", "schema", "csv")
          .whereLayer("streams")
          .mayOnlyAccessLayers("core", "pipeline", "schema", "client", "model", "score")
          .whereLayer("lineage")
          .mayOnlyAccessLayers("core", "pipeline", "streams")
          .whereLayer("watch")
          .mayOnlyAccessLayers("core", "pipeline", "schema", "client", "model", "score", "report")
          .whereLayer("serve")
          .mayOnlyAccessLayers("core", "pipeline", "model", "score", "watch")
          .whereLayer("embedded")
          .mayOnlyAccessLayers("schema")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("crash")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("crash")
          .mayOnlyAccessLayers(
              "core", "pipeline", "schema", "report", "client", "streams", "embedded")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule whoScoresNeedsNoKafkaStreams =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.gradstream.core..",
              "io.gradstream.pipeline..",
              "io.gradstream.schema..",
              "io.gradstream.csv..",
              "io.gradstream.client..",
              "io.gradstream.model..",
              "io.gradstream.score..",
              "io.gradstream.watch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");

  /** What is in the scorer's jar: of {@code client} all but what reads files of rows. */
  @ArchTest
  static final ArchRule theScorersJarIsClosed =
      classes()
          .that()
          .resideInAnyPackage(
              "io.gradstream.core..",
              "io.gradstream.pipeline..",
              "io.gradstream.schema..",
              "io.gradstream.client..",
              "io.gradstream.model..",
              "io.gradstream.score..")
          .and()
          .haveNameNotMatching("io\\.gradstream\\.client\\.Csv.*")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "java..",
                      "javax..",
                      "io.gradstream.core..",
                      "io.gradstream.pipeline..",
                      "io.gradstream.schema..",
                      "io.gradstream.client..",
                      "io.gradstream.model..",
                      "io.gradstream.score..",
                      "org.apache.kafka..",
                      "org.apache.avro..",
                      "com.fasterxml.jackson..",
                      "org.yaml.snakeyaml..",
                      "org.slf4j",
                      "org.jspecify..")
                  .and(
                      nameMatching(
                          "(?!io\\.gradstream\\.client\\.Csv|org\\.apache\\.kafka\\.streams).*")));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.gradstream.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule encodersPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("dictionary")
          .definedBy("io.gradstream.core.feature.dictionary")
          .layer("feature")
          .definedBy("io.gradstream.core.feature")
          .layer("number")
          .definedBy("io.gradstream.core.feature.number")
          .layer("category")
          .definedBy("io.gradstream.core.feature.category")
          .layer("past")
          .definedBy("io.gradstream.core.feature.past")
          .layer("place")
          .definedBy("io.gradstream.core.feature.place")
          .layer("pca")
          .definedBy("io.gradstream.core.feature.pca")
          .whereLayer("dictionary")
          .mayNotAccessAnyLayer()
          .whereLayer("feature")
          .mayOnlyAccessLayers("dictionary")
          .whereLayer("number")
          .mayOnlyAccessLayers("feature", "dictionary")
          .whereLayer("category")
          .mayOnlyAccessLayers("feature", "dictionary")
          .whereLayer("past")
          .mayOnlyAccessLayers("feature", "dictionary")
          .whereLayer("place")
          .mayOnlyAccessLayers("feature", "dictionary")
          .whereLayer("pca")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule encodersKnowNoLearning =
      classes()
          .that()
          .resideInAPackage("io.gradstream.core.feature..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.gradstream.core.data",
              "io.gradstream.core.feature..",
              "io.gradstream.core.graph",
              "io.gradstream.core.math",
              "io.gradstream.core.state",
              "io.gradstream.core.text");

  @ArchTest
  static final ArchRule aRaceKnowsModelsAndRulesButNotWhoLearns =
      classes()
          .that()
          .resideInAPackage("io.gradstream.core.race")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "io.gradstream.core.data",
              "io.gradstream.core.graph",
              "io.gradstream.core.loss",
              "io.gradstream.core.math",
              "io.gradstream.core.model",
              "io.gradstream.core.optim",
              "io.gradstream.core.race",
              "io.gradstream.core.state",
              "io.gradstream.core.text");

  @ArchTest
  static final ArchRule inTheCoreOnlyTheLearnerKnowsOfRaces =
      noClasses()
          .that()
          .resideInAPackage("io.gradstream.core..")
          .and()
          .resideOutsideOfPackages("io.gradstream.core.race", "io.gradstream.core.learn")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.gradstream.core.race");

  @ArchTest
  static final ArchRule aGraphKnowsNeitherEncodersNorModelsNorFiles =
      classes()
          .that()
          .resideInAPackage("io.gradstream.core.graph")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.gradstream.core.graph");

  @ArchTest
  static final ArchRule onlyTheExportWritesProtobuf =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.gradstream.export..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.protobuf..");

  @ArchTest
  static final ArchRule theDeclarationOfKeysKnowsNoLearning =
      noClasses()
          .that()
          .resideInAPackage("io.gradstream.pipeline.declare..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.gradstream..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "io.gradstream.pipeline.declare..", "io.gradstream.core.text"))));

  @ArchTest
  static final ArchRule onlyThePipelineSeesHowKeysAreDeclared =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.gradstream.pipeline..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.gradstream.pipeline.declare..");

  @ArchTest
  static final ArchRule whatAPipelineIsDoesNotKnowItsFile =
      noClasses()
          .that()
          .resideInAPackage("io.gradstream.pipeline")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.gradstream.pipeline.file..");

  @ArchTest
  static final ArchRule streamsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("output")
          .definedBy("io.gradstream.streams.output..")
          .layer("streams")
          .definedBy("io.gradstream.streams")
          .layer("describe")
          .definedBy("io.gradstream.streams.describe..")
          .whereLayer("output")
          .mayNotAccessAnyLayer()
          .whereLayer("streams")
          .mayOnlyAccessLayers("output")
          .whereLayer("describe")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule oneClassUsesKafkaInternals =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.gradstream.streams.BlockStore")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..internals..");

  @ArchTest
  static final ArchRule theBrokerIsReachedThroughTheEmbeddedPackageOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.gradstream.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..");

  @ArchTest
  static final ArchRule overHttpAnswersOneServerAndTheRegistry =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.gradstream.serve..", "io.gradstream.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..");
}
