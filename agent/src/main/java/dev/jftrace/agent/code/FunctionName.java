package dev.jftrace.agent.code;

import org.objectweb.asm.Type;

/** Turns the names of the class file into names for a trace: one word each, and the same from run to run. */
final class FunctionName {
    private FunctionName() {}

    /** {@code pkg.Class} of {@code pkg/Class}; of a lambda's class only what does not change with each run. */
    static String ofClass(String internalName) {
        String name = internalName.replace('/', '.');
        int hidden = name.indexOf(".0x");
        if (hidden >= 0) {
            name = name.substring(0, hidden);
        }
        int lambda = name.indexOf("$$Lambda");
        return word(lambda < 0 ? name : name.substring(0, lambda + "$$Lambda".length()));
    }

    /** {@code (int,String)} of {@code (ILjava/lang/String;)V}. */
    static String parameters(String descriptor) {
        StringBuilder text = new StringBuilder("(");
        for (Type type : Type.getArgumentTypes(descriptor)) {
            text.append(text.length() > 1 ? "," : "").append(simple(type));
        }
        return text.append(')').toString();
    }

    static String returnType(String descriptor) {
        return simple(Type.getReturnType(descriptor));
    }

    private static String simple(Type type) {
        String name = type.getClassName();
        return word(name.substring(name.lastIndexOf('.') + 1));
    }

    /** A class file may name things as it likes; readers of traces split lines at white space. */
    static String word(String name) {
        StringBuilder word = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == 0x7f || Character.isWhitespace(c)) {
                word = word == null ? new StringBuilder(name) : word;
                word.setCharAt(i, '_');
            }
        }
        return word == null ? name : word.toString();
    }
}
