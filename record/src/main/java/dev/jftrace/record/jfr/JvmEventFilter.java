package dev.jftrace.record.jfr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A filter of one type of a JVM's events, in the language of tracefs' files {@code filter}: {@code class ~ "*Timeout*" &&
 * duration > 1000000}. Beside the fields of its format an event has {@code comm}, the name of its thread.
 */
public final class JvmEventFilter {
    private final String text;
    private final Predicate<Subject> test;

    private JvmEventFilter(String text, Predicate<Subject> test) {
        this.text = text;
        this.test = test;
    }

    /** @throws JvmFilterException also where the type has not the fields */
    public static JvmEventFilter of(JvmEventType type, String text) throws JvmFilterException {
        return new JvmEventFilter(text, new FilterParser(text, EventLayout.of(type)::field).parse());
    }

    /**
     * Whether an event passes.
     *
     * @param event laid out as the type's format says
     * @param comm the name of the thread that it happened to
     */
    public boolean test(byte[] event, String comm) {
        return test.test(new Subject(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN), comm));
    }

    @Override
    public String toString() {
        return text;
    }

    /** What is looked at. */
    record Subject(ByteBuffer event, String comm) {}

    /** Something of an event that a filter can ask for. */
    sealed interface Field {
        /** Little endian. */
        record Number(int offset, int size, boolean signed) implements Field {
            long of(Subject subject) {
                return switch (size) {
                    case 1 -> subject.event().get(offset) & 0xff;
                    case 2 -> subject.event().getShort(offset) & 0xffff;
                    case 4 -> subject.event().getInt(offset);
                    default -> subject.event().getLong(offset);
                };
            }
        }

        /** @param offset of the word that tells where the string is; below 0 for the thread's name */
        record Text(int offset) implements Field {
            String of(Subject subject) {
                if (offset < 0) {
                    return subject.comm();
                }
                int place = subject.event().getInt(offset);
                int length = (place >>> 16) - 1;
                return new String(subject.event().array(), place & 0xffff, length, StandardCharsets.UTF_8);
            }
        }
    }
}
