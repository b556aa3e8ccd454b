package media

import "strings"

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// svgElements are the elements that draw, or that others refer to (SVG 1.1 and 2).
// Not among them: script, foreignObject, handler, iframe and whatever HTML has,
// metadata (it tells of people and programs), fonts, which no browser reads.
var svgElements = set(`
	svg g defs symbol use switch view a title desc style
	path rect circle ellipse line polyline polygon image
	text tspan textPath
	linearGradient radialGradient stop pattern clipPath mask marker
	filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
	feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur
	feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
	animate animateMotion animateTransform set mpath
`)

// svgAttrs are the attributes without a namespace that pass, their values seen
// to; href is apart. Not among them: whatever begins with on.
var svgAttrs = set(`
	id class style lang role tabindex focusable
	width height viewBox preserveAspectRatio version baseProfile x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy fr d points
	pathLength transform rotate textLength lengthAdjust startOffset method spacing side path
	requiredFeatures requiredExtensions systemLanguage zoomAndPan type media rel

	alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
	color-rendering cursor direction display dominant-baseline enable-background fill fill-opacity fill-rule filter
	flood-color flood-opacity font font-family font-feature-settings font-kerning font-size font-size-adjust
	font-stretch font-style font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical
	image-rendering inline-size isolation kerning letter-spacing lighting-color line-height marker marker-end
	marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events
	shape-inside shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
	stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration
	text-overflow text-rendering transform-box transform-origin unicode-bidi vector-effect visibility white-space
	word-spacing writing-mode

	offset gradientTransform gradientUnits spreadMethod patternContentUnits patternTransform patternUnits
	clipPathUnits maskContentUnits maskUnits markerHeight markerUnits markerWidth orient refX refY

	amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent filterRes filterUnits
	in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode numOctaves operator order
	pointsAtX pointsAtY pointsAtZ preserveAlpha primitiveUnits radius result scale seed slope specularConstant
	specularExponent stdDeviation stitchTiles surfaceScale tableValues targetX targetY values xChannelSelector
	yChannelSelector z

	accumulate additive attributeName attributeType begin by calcMode dur end fill from keyPoints keySplines
	keyTimes max min origin repeatCount repeatDur restart to
`)
