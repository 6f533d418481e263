/** Help with what people write: names that are nearly right, numbers that are out of range. */
package io.gradstream.core.text;
