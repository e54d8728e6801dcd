package dev.jftrace.agent.hook;

/** What the conditions of filters compare. Never throws, and is false where one side is not there. */
public final class Comparison {
    public static final int EQUAL = 0;
    public static final int NOT_EQUAL = 1;
    public static final int LESS = 2;
    public static final int NOT_LESS = 3;
    public static final int GREATER = 4;
    public static final int NOT_GREATER = 5;

    /** Stands for a number that is not there, because an object on the way to it is null. */
    public static final long ABSENT = Long.MIN_VALUE;

    private Comparison() {}

    public static boolean numbers(long left, long right, int operator) {
        return left != ABSENT && right != ABSENT && holds(left == right, left < right, operator);
    }

    public static boolean reals(double left, double right, int operator) {
        return left == left && right == right && holds(left == right, left < right, operator);
    }

    public static boolean references(Object left, Object right, int operator) {
        return left == right == (operator == EQUAL);
    }

    /** A String, an enum's name, or a boxed char. */
    public static boolean texts(Object left, String right, int operator) {
        if (left == null) {
            return false;
        }
        ThreadRing ring = Hook.ring();
        boolean wasHeard = ring.mute();
        try {
            String text =
                    left instanceof Enum ? ((Enum<?>) left).name() : left instanceof String ? (String) left : null;
            return text != null && text.equals(right) == (operator == EQUAL);
        } catch (Throwable e) {
            return false;
        } finally {
            if (wasHeard) {
                ring.unmute();
            }
        }
    }

    private static boolean holds(boolean equal, boolean less, int operator) {
        switch (operator) {
            case EQUAL:
                return equal;
            case NOT_EQUAL:
                return !equal;
            case LESS:
                return less;
            case NOT_LESS:
                return !less;
            case GREATER:
                return !less && !equal;
            default:
                return less || equal;
        }
    }

    /** What a boxed number, char or boolean holds. */
    public static long unboxed(Object value) {
        if (value instanceof Integer) {
            return (Integer) value;
        }
        if (value instanceof Long) {
            return (Long) value;
        }
        if (value instanceof Short) {
            return (Short) value;
        }
        if (value instanceof Byte) {
            return (Byte) value;
        }
        if (value instanceof Character) {
            return (Character) value;
        }
        return value instanceof Boolean ? (Boolean) value ? 1 : 0 : ABSENT;
    }

    public static double unboxedReal(Object value) {
        if (value instanceof Double) {
            return (Double) value;
        }
        if (value instanceof Float) {
            return (Float) value;
        }
        return real(unboxed(value));
    }

    public static double real(long number) {
        return number == ABSENT ? Double.NaN : number;
    }

    /** Of an array or a String. */
    public static long length(Object value) {
        if (value == null) {
            return ABSENT;
        }
        if (value instanceof String) {
            return ((String) value).length();
        }
        return value.getClass().isArray() ? java.lang.reflect.Array.getLength(value) : ABSENT;
    }
}
