package io.gradstream.schema;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes objects of classes that a pipeline names, which users bring in jars of their own. */
public final class OwnClass {

  private static final String PUT =
      "put its jar, and those it needs, in lib/ext/ of the gradstream folder";

  private static final Logger LOG = LoggerFactory.getLogger(OwnClass.class);

  private OwnClass() {}

  /** Closes an object of a class of the user's; a failure of that is only said. */
  public static void close(String key, Closeable object) {
    try {
      object.close();
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} {} failed to close", key, object.getClass().getName(), e);
    }
  }

  /**
   * Returns a new object of a class, made by its public constructor without arguments.
   *
   * @param key the pipeline's key that names the class, for messages
   * @param type what it must be
   * @throws ConfigException if there is no such class, it is none of the type, or cannot be made
   */
  public static <T> T instance(String key, String className, Class<T> type) {
    Class<?> found = load(key, className);
    if (!type.isAssignableFrom(found)) {
      throw new ConfigException(
          "%s: class %s is no %s; name one that implements it"
              .formatted(key, className, type.getName()));
    }
    try {
      return type.cast(found.getConstructor().newInstance());
    } catch (InvocationTargetException e) {
      throw new ConfigException(
          "%s: class %s fails when it is made: %s".formatted(key, className, e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new ConfigException(
          "%s: class %s has no public constructor without arguments, by which it could be made"
              .formatted(key, className));
    } catch (LinkageError e) {
      throw lacking(key, className, e);
    }
  }

  private static Class<?> load(String key, String className) {
    try {
      return Class.forName(className, true, OwnClass.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ConfigException("%s: there is no class %s; %s".formatted(key, className, PUT));
    } catch (LinkageError e) {
      throw lacking(key, className, e);
    }
  }

  /** Returns what to throw when a class lacks another that it needs, at once or at work. */
  public static ConfigException lacking(String key, String className, LinkageError error) {
    return new ConfigException(
        "%s: class %s cannot be used: %s; %s".formatted(key, className, error, PUT));
  }

  /** Returns what a class of the user's says of its settings or its work, in one line. */
  public static ConfigException failed(String key, String className, RuntimeException thrown) {
    StringBuilder said = new StringBuilder();
    for (Throwable cause = thrown;
        cause != null && said.length() < 1000;
        cause = cause.getCause()) {
      String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
      if (said.indexOf(message) < 0) {
        said.append(said.isEmpty() ? "" : ": ").append(message.replaceAll("\\s+", " "));
      }
    }
    ConfigException failure = new ConfigException("%s %s: %s".formatted(key, className, said));
    failure.initCause(thrown);
    return failure;
  }
}
