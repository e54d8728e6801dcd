package dev.jftrace.agent.hook;

/**
 * Reads fields for the conditions of filters, whoever may see them. A field of null reads as {@link Comparison#ABSENT},
 * NaN or null, of which every comparison is false. A field is found when an object that has it comes by: so no class is
 * loaded, or linked, sooner than the program does it.
 */
public final class FieldReader {
    private static final long UNKNOWN = -1;
    private static final boolean JDK_11 = Runtime.version().feature() < 12;

    private static volatile Field[] fields = {};

    private FieldReader() {}

    private static final class Field {
        private final String declaring;
        private final String name;
        private volatile long offset = UNKNOWN;
        private volatile Class<?> offsetIn;

        Field(String declaring, String name) {
            this.declaring = declaring;
            this.name = name;
        }

        /** Two loaders may have a class of that name each. */
        private long offsetIn(Object object) {
            Class<?> known = offsetIn;
            if (known != null && known.isInstance(object)) {
                return offset;
            }
            for (Class<?> at = object.getClass(); at != null; at = at.getSuperclass()) {
                if (at.getName().equals(declaring)) {
                    offsetIn = null;
                    offset = Hook.UNSAFE.objectFieldOffset(at, name);
                    offsetIn = at;
                    return offset;
                }
            }
            return UNKNOWN;
        }
    }

    /**
     * @param declaring binary name of the class that declares the field
     * @return the number by which hooks know it
     */
    public static synchronized int add(String declaring, String name) {
        Field[] more = new Field[fields.length + 1];
        System.arraycopy(fields, 0, more, 0, fields.length);
        more[fields.length] = new Field(declaring, name);
        fields = more;
        return more.length - 1;
    }

    private static long offset(Object object, int field) {
        if (object == null) {
            return UNKNOWN;
        }
        ThreadRing ring = Hook.ring();
        boolean wasHeard = ring.mute();
        try {
            return fields[field].offsetIn(object);
        } catch (Throwable e) {
            return UNKNOWN;
        } finally {
            if (wasHeard) {
                ring.unmute();
            }
        }
    }

    public static Object reference(Object object, int field) {
        long offset = offset(object, field);
        if (offset == UNKNOWN) {
            return null;
        }
        return JDK_11 ? olderReference(object, offset) : Hook.UNSAFE.getReference(object, offset);
    }

    private static Object olderReference(Object object, long offset) {
        ThreadRing ring = Hook.ring();
        boolean wasHeard = ring.mute();
        try {
            return OlderJdk.reference(object, offset);
        } finally {
            if (wasHeard) {
                ring.unmute();
            }
        }
    }

    /** @param type of the field, as in a descriptor: one of Z B C S I J */
    public static long number(Object object, int field, char type) {
        long offset = offset(object, field);
        if (offset == UNKNOWN) {
            return Comparison.ABSENT;
        }
        switch (type) {
            case 'Z':
                return Hook.UNSAFE.getBoolean(object, offset) ? 1 : 0;
            case 'B':
                return Hook.UNSAFE.getByte(object, offset);
            case 'C':
                return Hook.UNSAFE.getChar(object, offset);
            case 'S':
                return Hook.UNSAFE.getShort(object, offset);
            case 'I':
                return Hook.UNSAFE.getInt(object, offset);
            default:
                return Hook.UNSAFE.getLong(object, offset);
        }
    }

    /** @param type F or D */
    public static double real(Object object, int field, char type) {
        long offset = offset(object, field);
        if (offset == UNKNOWN) {
            return Double.NaN;
        }
        return type == 'F' ? Hook.UNSAFE.getFloat(object, offset) : Hook.UNSAFE.getDouble(object, offset);
    }
}
