package dev.jftrace.record.jfr;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;

/** One field of a {@code jvm} event: how it is named and printed, and where the flight recorder has it. */
sealed interface EventField {
    String name();

    /** How the print fmt shows it. */
    String shown();

    /** A number of 8 bytes. */
    record Number(String name, String shown, ToLongFunction<RecordedEvent> value) implements EventField {}

    /** A string of its own length ({@code __data_loc}). */
    record Text(String name, Function<RecordedEvent, String> value) implements EventField {
        @Override
        public String shown() {
            return name + "=%s";
        }
    }

    static EventField number(String name, String source) {
        return new Number(name, name + "=%lld", event -> event.hasField(source) ? event.getLong(source) : -1);
    }

    static EventField flag(String name, String source) {
        return new Number(name, name + "=%lld", event -> event.hasField(source) && event.getBoolean(source) ? 1 : 0);
    }

    static EventField nanos(String name, String source) {
        return new Number(name, name + "=%lld [ns]", event -> span(event, source));
    }

    /** JFR has "no timeout" as the least long. @return ns, -1 for none */
    private static long span(RecordedEvent event, String source) {
        if (!event.hasField(source) || event.getLong(source) == Long.MIN_VALUE) {
            return -1;
        }
        return event.getDuration(source).toNanos();
    }

    static EventField duration() {
        return new Number(
                "duration", "duration=%lld [ns]", event -> event.getDuration().toNanos());
    }

    static EventField text(String name, String source) {
        return new Text(name, event -> event.hasField(source) ? event.getString(source) : null);
    }

    static EventField className(String name, String source) {
        return new Text(name, event -> {
            RecordedClass type = event.getClass(source);
            return type == null ? null : type.getName();
        });
    }

    static EventField loader(String name, String source) {
        return new Text(name, event -> {
            RecordedClassLoader loader = event.getValue(source);
            return loader == null ? null : loader.getName() != null ? loader.getName() : typeOf(loader);
        });
    }

    private static String typeOf(RecordedClassLoader loader) {
        return loader.getType() == null ? null : loader.getType().getName();
    }

    static EventField method(String name, String source) {
        return new Text(name, event -> {
            RecordedMethod method = event.getValue(source);
            return method == null ? null : method.getType().getName() + "." + method.getName();
        });
    }

    static EventField thread(String name, String source) {
        return new Text(name, event -> {
            RecordedThread thread = event.getThread(source);
            return thread == null ? null : thread.getJavaName() != null ? thread.getJavaName() : thread.getOSName();
        });
    }
}
