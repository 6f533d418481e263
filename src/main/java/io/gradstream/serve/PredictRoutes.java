package io.gradstream.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.gradstream.score.Score;
import io.gradstream.score.ScoreJson;
import io.gradstream.score.ScoreOptions;
import io.gradstream.score.Scorer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code POST /v1/predict}: rows as a topic of JSON has them, one object or an array of them; the
 * answer has the fields of a prediction, an object or an array alike.
 */
final class PredictRoutes implements Routes {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final int OK = 200;

  private final Scoring scoring;
  private final RequestGate gate;

  PredictRoutes(Scoring scoring, RequestGate gate) {
    this.scoring = scoring;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/predict", gate.limited(this::predict));
  }

  private void predict(Context context, byte[] body, Deadline deadline) {
    ScoreOptions options =
        RowOptions.of(
            context.queryParam("key"),
            context.queryParam("partition"),
            context.queryParam("time"),
            context.queryParam("explain"));
    Rows rows = rows(body);
    List<Score> scores =
        scoring.scores(
            rows.rows().size(),
            rows.rows()::get,
            Scorer::scoreJson,
            Scorer::scoreAllJson,
            options,
            deadline);
    Answers.json(
        context,
        OK,
        out -> {
          if (rows.isArray()) {
            out.writeStartArray();
          }
          for (Score score : scores) {
            ScoreJson.write(score, out);
          }
          if (rows.isArray()) {
            out.writeEndArray();
          }
        });
  }

  /** The rows of a body, each the bytes of an object. */
  private record Rows(boolean isArray, List<byte[]> rows) {}

  /** Each row is cut out as it is, so that it is read as the same bytes in a topic are. */
  private static Rows rows(byte[] body) {
    try (JsonParser in = JSON.createParser(body)) {
      JsonToken first = in.nextToken();
      if (first == JsonToken.START_OBJECT) {
        return new Rows(false, List.of(body));
      }
      if (first != JsonToken.START_ARRAY) {
        throw noRows("begins with something else");
      }
      List<byte[]> rows = new ArrayList<>();
      while (in.nextToken() == JsonToken.START_OBJECT) {
        int from = (int) in.currentTokenLocation().getByteOffset();
        if (from < 0) {
          throw noRows("is not in UTF-8");
        }
        in.skipChildren();
        rows.add(Arrays.copyOfRange(body, from, (int) in.currentLocation().getByteOffset()));
      }
      if (in.currentToken() != JsonToken.END_ARRAY) {
        throw noRows("has a row that is no object");
      }
      if (in.nextToken() != null) {
        throw noRows("has more after its array");
      }
      return new Rows(true, rows);
    } catch (JsonProcessingException e) {
      throw noRows("is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw noRows("is no JSON: " + e.getMessage());
    }
  }

  private static RequestException noRows(String found) {
    return RequestException.bad(
        "the body must be a row, which is a JSON object, or an array of rows; it " + found);
  }
}
