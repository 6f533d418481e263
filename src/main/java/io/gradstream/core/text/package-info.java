/** Help with names that people write. */
package io.gradstream.core.text;
