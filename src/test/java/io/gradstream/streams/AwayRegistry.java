package io.gradstream.streams;

import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A registry that does not answer the next few requests. */
final class AwayRegistry {

  private final SchemaRegistry there = new InMemorySchemaRegistry();
  private final AtomicInteger away = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /** Returns the registry, as whoever asks sees it. */
  SchemaRegistry registry() {
    return (SchemaRegistry)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SchemaRegistry.class}, this::answer);
  }

  void forNextRequests(int count) {
    away.set(count);
  }

  int refused() {
    return refused.get();
  }

  private @Nullable Object answer(Object proxy, Method method, Object[] arguments)
      throws Throwable {
    if (away.get() > 0) {
      away.decrementAndGet();
      refused.incrementAndGet();
      throw SchemaRegistryException.unreachable("http://away", new IOException("refused"));
    }
    try {
      return method.invoke(there, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
