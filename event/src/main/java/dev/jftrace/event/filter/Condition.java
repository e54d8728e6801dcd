package dev.jftrace.event.filter;

import dev.jftrace.event.EventFormat;
import java.util.regex.Pattern;

/**
 * What is true or false of an event. A comparison with a field that the event does not have is false, so {@code !} of
 * it is true.
 */
sealed interface Condition extends Node {
    /** @return {@link EventTest#ALWAYS} or {@link EventTest#NEVER} themselves where it is the same for all events */
    EventTest on(EventFormat format);

    /** In the words of {@code report -T}, without the parts that are the same for all events of the format. */
    String textOn(EventFormat format);

    static String text(Condition condition, EventFormat format) {
        EventTest test = condition.on(format);
        return test == EventTest.ALWAYS ? "TRUE" : test == EventTest.NEVER ? "FALSE" : condition.textOn(format);
    }

    record NotZero(Operand operand) implements Condition {
        @Override
        public EventTest on(EventFormat format) {
            Operand.Value value = operand.on(format);
            return value == null ? EventTest.NEVER : event -> value.of(event) != 0;
        }

        @Override
        public String textOn(EventFormat format) {
            return operand.text();
        }
    }

    record Numbers(Comparison comparison, Operand left, Operand right) implements Condition {
        @Override
        public EventTest on(EventFormat format) {
            Operand.Value a = left.on(format);
            Operand.Value b = right.on(format);
            return a == null || b == null ? EventTest.NEVER : comparison.test(a, b);
        }

        @Override
        public String textOn(EventFormat format) {
            return left.text() + ' ' + comparison.text() + ' ' + right.text();
        }
    }

    /** @param pattern null where the whole text is compared */
    record Text(Comparison comparison, Operand.Named field, String text, Pattern pattern) implements Condition {
        @Override
        public EventTest on(EventFormat format) {
            TextSource source = TextSource.of(field, format);
            return source == null ? EventTest.NEVER : TextTest.of(this, source);
        }

        @Override
        public String textOn(EventFormat format) {
            return field.text() + ' ' + comparison.text() + " \"" + text + '"';
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public EventTest on(EventFormat format) {
            EventTest test = inner.on(format);
            if (test == EventTest.ALWAYS) {
                return EventTest.NEVER;
            }
            return test == EventTest.NEVER ? EventTest.ALWAYS : event -> !test.test(event);
        }

        @Override
        public String textOn(EventFormat format) {
            return "!(" + inner.textOn(format) + ')';
        }
    }

    record Both(Condition left, Condition right) implements Condition {
        @Override
        public EventTest on(EventFormat format) {
            EventTest a = left.on(format);
            EventTest b = right.on(format);
            if (a == EventTest.NEVER || b == EventTest.NEVER) {
                return EventTest.NEVER;
            }
            if (a == EventTest.ALWAYS) {
                return b;
            }
            return b == EventTest.ALWAYS ? a : event -> a.test(event) && b.test(event);
        }

        @Override
        public String textOn(EventFormat format) {
            return joined(left, " && ", right, "TRUE", format);
        }
    }

    record Either(Condition left, Condition right) implements Condition {
        @Override
        public EventTest on(EventFormat format) {
            EventTest a = left.on(format);
            EventTest b = right.on(format);
            if (a == EventTest.ALWAYS || b == EventTest.ALWAYS) {
                return EventTest.ALWAYS;
            }
            if (a == EventTest.NEVER) {
                return b;
            }
            return b == EventTest.NEVER ? a : event -> a.test(event) || b.test(event);
        }

        @Override
        public String textOn(EventFormat format) {
            return joined(left, " || ", right, "FALSE", format);
        }
    }

    private static String joined(Condition left, String operator, Condition right, String neutral, EventFormat format) {
        String a = text(left, format);
        String b = text(right, format);
        if (a.equals(neutral)) {
            return b;
        }
        return b.equals(neutral) ? a : '(' + a + ')' + operator + '(' + b + ')';
    }
}
