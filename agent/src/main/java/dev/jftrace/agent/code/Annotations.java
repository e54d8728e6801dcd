package dev.jftrace.agent.code;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** Looks through the tables of annotations of a class file for one that a filter asks for. */
final class Annotations {
    static final String VISIBLE = "RuntimeVisibleAnnotations";
    static final String INVISIBLE = "RuntimeInvisibleAnnotations";

    private final ClassReader reader;
    private final char[] text;
    private int at;

    /** @param text is written to, and large enough for any of the class's */
    Annotations(ClassReader reader, char[] text) {
        this.reader = reader;
        this.text = text;
    }

    /** @param attributes offsets; 0 for none */
    boolean have(Glob wanted, int... attributes) {
        for (int attribute : attributes) {
            if (attribute != 0 && has(wanted, attribute)) {
                return true;
            }
        }
        return false;
    }

    /** name u2, length u4, count u2, annotations: type u2, pairs. */
    private boolean has(Glob wanted, int attribute) {
        at = attribute + 8;
        for (int left = reader.readUnsignedShort(attribute + 6); left > 0; left--) {
            String type = Type.getType(reader.readUTF8(at, text)).getClassName();
            if (MethodFacts.isAnnotation(type, wanted)) {
                return true;
            }
            at += 2;
            passPairs();
        }
        return false;
    }

    /** count u2, then name u2 and a value each. */
    private void passPairs() {
        int pairs = reader.readUnsignedShort(at);
        at += 2;
        for (; pairs > 0; pairs--) {
            at += 2;
            passValue();
        }
    }

    /** tag u1, then an index u2; of an enum two, of an annotation its type and pairs, of an array a count u2 and values. */
    private void passValue() {
        int tag = reader.readByte(at++);
        if (tag == '@') {
            at += 2;
            passPairs();
        } else if (tag == '[') {
            int values = reader.readUnsignedShort(at);
            at += 2;
            for (; values > 0; values--) {
                passValue();
            }
        } else {
            at += tag == 'e' ? 4 : 2;
        }
    }
}
