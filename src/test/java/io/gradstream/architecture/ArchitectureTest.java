package io.gradstream.architecture;

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
          .layer("client")
          .definedBy("io.gradstream.client..")
          .layer("eval")
          .definedBy("io.gradstream.eval..")
          .layer("streams")
          .definedBy("io.gradstream.streams..")
          .layer("serve")
          .definedBy("io.gradstream.serve..")
          .layer("embedded")
          .definedBy("io.gradstream.embedded..")
          .layer("demo")
          .definedBy("io.gradstream.demo..")
          .layer("bench")
          .definedBy("io.gradstream.bench..")
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
          .whereLayer("client")
          .mayOnlyAccessLayers("schema", "csv")
          .whereLayer("eval")
          .mayOnlyAccessLayers("core", "schema", "csv")
          .whereLayer("streams")
          .mayOnlyAccessLayers("core", "pipeline", "schema", "client")
          .whereLayer("serve")
          .mayNotAccessAnyLayer()
          .whereLayer("embedded")
          .mayOnlyAccessLayers("schema")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      SlicesRuleDefinition.slices().matching("io.gradstream.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule oneClassTouchesKafkaInternals =
      noClasses()
          .that()
          .doNotHaveSimpleName("BlockStore")
          .and()
          .resideOutsideOfPackage("io.gradstream.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka.streams.state.internals..",
              "org.apache.kafka.streams.processor.internals..");

  @ArchTest
  static final ArchRule theBrokerIsReachedThroughTheEmbeddedPackageOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.gradstream.embedded..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "io.javalin..");
}
