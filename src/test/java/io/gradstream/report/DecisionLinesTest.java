package io.gradstream.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionLinesTest {

  @Test
  void whatComesOftenDoesNotBuryTheRest() {
    DecisionLines decisions = new DecisionLines();
    for (int i = 0; i < 1214; i++) {
      decisions.add("row " + i, "NEW_LEADER", "report", "sgd leads");
    }
    decisions.add("", "STOP", "rollback", "enough\n\u001b[2J");

    assertThat(decisions.lines())
        .hasSize(12)
        .startsWith("decision at row 0: NEW_LEADER, report: sgd leads")
        .endsWith(
            "decision: STOP, rollback: enough\\u000a\\u001b[2J",
            "decision: NEW_LEADER, 1,204 times more");
  }
}
