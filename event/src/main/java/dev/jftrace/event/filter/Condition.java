package dev.jftrace.event.filter;

import dev.jftrace.event.EventFormat;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * True where all of the parts are, or, with {@code any}, where one of them is. A row of the same operator is one of
     * these, so that a long one is not a deep one.
     */
    record Row(boolean any, List<Condition> parts) implements Condition {
        public Row {
            parts = List.copyOf(parts);
        }

        @Override
        public EventTest on(EventFormat format) {
            EventTest decisive = any ? EventTest.ALWAYS : EventTest.NEVER;
            EventTest neutral = any ? EventTest.NEVER : EventTest.ALWAYS;
            List<EventTest> tests = new ArrayList<>();
            for (Condition part : parts) {
                EventTest test = part.on(format);
                if (test == decisive) {
                    return decisive;
                } else if (test != neutral) {
                    tests.add(test);
                }
            }
            if (tests.size() < 2) {
                return tests.isEmpty() ? neutral : tests.get(0);
            }
            return any ? any(tests.toArray(new EventTest[0])) : all(tests.toArray(new EventTest[0]));
        }

        private static EventTest any(EventTest... tests) {
            return event -> {
                for (EventTest test : tests) {
                    if (test.test(event)) {
                        return true;
                    }
                }
                return false;
            };
        }

        private static EventTest all(EventTest... tests) {
            return event -> {
                for (EventTest test : tests) {
                    if (!test.test(event)) {
                        return false;
                    }
                }
                return true;
            };
        }

        @Override
        public String textOn(EventFormat format) {
            String neutral = any ? "FALSE" : "TRUE";
            String row = neutral;
            for (Condition part : parts) {
                String text = text(part, format);
                if (row.equals(neutral)) {
                    row = text;
                } else if (!text.equals(neutral)) {
                    row = '(' + row + (any ? ") || (" : ") && (") + text + ')';
                }
            }
            return row;
        }
    }
}
