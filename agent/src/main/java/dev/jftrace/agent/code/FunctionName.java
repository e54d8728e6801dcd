package dev.jftrace.agent.code;

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
        for (int at = 1; descriptor.charAt(at) != ')'; ) {
            int end = endOfType(descriptor, at);
            text.append(at > 1 ? "," : "").append(simple(descriptor, at, end));
            at = end;
        }
        return text.append(')').toString();
    }

    private static int endOfType(String descriptor, int start) {
        int at = start;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        if (descriptor.charAt(at) != 'L') {
            return at + 1;
        }
        int end = descriptor.indexOf(';', at);
        if (end < 0) {
            throw new IllegalArgumentException("no method's descriptor: " + descriptor);
        }
        return end + 1;
    }

    static String returnType(String descriptor) {
        return simple(descriptor, descriptor.indexOf(')') + 1, descriptor.length());
    }

    /** {@code Map[]} of {@code [Ljava/util/Map;}. */
    private static String simple(String descriptor, int start, int end) {
        int at = start;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        String name;
        if (descriptor.charAt(at) == 'L') {
            int step = Math.max(descriptor.lastIndexOf('/', end - 2), at);
            name = word(descriptor.substring(step + 1, end - 1));
        } else {
            name = primitive(descriptor.charAt(at));
        }
        return at == start ? name : name + brackets(at - start);
    }

    private static String brackets(int dimensions) {
        StringBuilder text = new StringBuilder();
        for (int left = dimensions; left > 0; left--) {
            text.append("[]");
        }
        return text.toString();
    }

    private static String primitive(char type) {
        switch (type) {
            case 'Z':
                return "boolean";
            case 'B':
                return "byte";
            case 'C':
                return "char";
            case 'D':
                return "double";
            case 'F':
                return "float";
            case 'I':
                return "int";
            case 'J':
                return "long";
            case 'S':
                return "short";
            case 'V':
                return "void";
            default:
                throw new IllegalArgumentException("no type: " + type);
        }
    }

    /** A class file may name things as it likes; readers of traces split lines at white space. */
    static String word(String name) {
        StringBuilder word = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c > ' ' && c < 0x7f) {
                continue;
            }
            if (c <= ' ' || c == 0x7f || Character.isWhitespace(c)) {
                word = word == null ? new StringBuilder(name) : word;
                word.setCharAt(i, '_');
            }
        }
        return word == null ? name : word.toString();
    }
}
