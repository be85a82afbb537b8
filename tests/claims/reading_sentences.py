"""Sentences for the Chinese grammar, by kind; ⏎ stands for a line break. sentence | surface = value unit kind relation | ..."""

CLAIMS = """
# numerals
全镇共有村民2356人 | 2356人 = 2356 人 count eq
全镇共有村民２，３５６人 | ２，３５６人 = 2356 人 count eq
完成投资1,234.5万元 | 1,234.5万元 = 12345000 元 money eq
全县新建大棚1万2千座 | 1万2千座 = 12000 座 count eq
库区移民三万五千人 | 三万五千人 = 35000 人 count eq
改造面积四十二点三万平方米 | 四十二点三万平方米 = 423000 ㎡ quantity eq
经济总量达13.5万亿元 | 13.5万亿元 = 13500000000000 元 money eq
下拨经费10亿零817万元 | 10亿零817万元 = 1008170000 元 money eq
筹款壹佰万元 | 壹佰万元 = 1000000 元 money eq
全村廿五户 | 廿五户 = 25 户 count eq
贷款一亿零四百万元 | 一亿零四百万元 = 104000000 元 money eq
全縣新建廠房12萬平方米 | 12萬平方米 = 120000 ㎡ quantity eq
# ranges and lists
工期3到5天 | 3到5天 = 3-5 天 duration eq
服务居民20—30万人 | 20—30万人 = 200000-300000 人 count eq
提高3至5个百分点 | 3至5个百分点 = 3-5 pp percent eq
占百分之三到五 | 百分之三到五 = 3-5 % percent eq
补助100万元至200万元 | 100万元至200万元 = 1000000-2000000 元 money eq
下降10%—15% | 10%—15% = 10-15 % percent eq
由5家增加到8家 | 5家 = 5 家 count eq | 8家 = 8 家 count eq
先后有3、5、8家加入 | 3 = 3 家 count eq | 5 = 5 家 count eq | 8家 = 8 家 count eq
分别拉动0.3个、2.9个百分点 | 0.3个 = 0.3 pp percent eq | 2.9个百分点 = 2.9 pp percent eq
分别提高2.1和3.4个百分点 | 2.1 = 2.1 pp percent eq | 3.4个百分点 = 3.4 pp percent eq
分别为27条、12座 | 27条 = 27 条 count eq | 12座 = 12 座 count eq
# approximations
惠及近万户居民 | 万户 = 10000 户 count lt
将近40公里 | 40公里 = 40 km quantity lt
接近20亿元 | 20亿元 = 2000000000 元 money lt
不足30家 | 30家 = 30 家 count lt
超过750万人次 | 750万人次 = 7500000 人次 count gt
突破60亿元 | 60亿元 = 6000000000 元 money gt
逾3000人 | 3000人 = 3000 人 count gt
接待750余万人次 | 750余万人次 = 7500000 人次 count gt
走访3000多户 | 3000多户 = 3000 户 count gt
十几个社区 | 十几个 = 10 个 count gt
数十家企业 | 数十家 = 10 家 count gt
上百家企业 | 百家 = 100 家 count ge
百余家企业 | 百余家 = 100 家 count gt
不低于90% | 90% = 90 % percent ge
至少5个 | 5个 = 5 个 count ge
不超过3人 | 3人 = 3 人 count le
保持在80%以上， | 80% = 80 % percent ge
控制在3%以内 | 3% = 3 % percent le
约占全市的30%， | 30% = 30 % percent about
接近总量的三分之一 | 三分之一 = 1/3 - ratio lt
约200亩 | 200亩 = 200 亩 quantity about
200亩左右 | 200亩 = 200 亩 quantity about
四五千人 | 四五千人 = 4000-5000 人 count about
二十来个 | 二十来个 = 20 个 count about
万把户 | 万把户 = 10000 户 count about
签约12个项目 | 12个 = 12 个 count eq
用了三个多月 | 三个多月 = 3 月 duration gt
高达98% | 98% = 98 % percent eq
优良天数接近320天，同比增加9天 | 320天 = 320 天 duration lt | 9天 = 9 天 duration eq
充电桩数量不足700。 | 700 = 700 - count lt
出厂价格指数为超150。 | 150 = 150 - index gt
出厂价格指数142。 | 142 = 142 - index eq
筹措千万元支持养殖。 | 千万元 = 10000000 元 money eq
培育百名工匠。 | 百名 = 100 名 count eq
收入1，234万元，村民2，356人。 | 1，234万元 = 12340000 元 money eq | 2，356人 = 2356 人 count eq
指数为142，135个城市上涨。 | 142 = 142 - index eq | 135个 = 135 个 count eq
适用率从87.4提高到92.1。 | 87.4 = 87.4 - index eq | 92.1 = 92.1 - index eq
城乡比为1∶6·2。 | 1∶6·2 = 1:6.2 - ratio eq
总量突⏎破二十万吨。 | 二十万吨 = 200000 t quantity gt
亩产达6000公斤左⏎右。 | 6000公斤 = 6000 kg quantity about
最低气温零下12℃ | 零下12℃ = -12 ℃ quantity eq
气温降至零下三点五摄氏度，零下 | 零下三点五摄氏度 = -3.5 ℃ quantity eq
一米八高的汉子 | 一米八 = 1.8 m quantity eq
三次产业结构为20.3:35.5⏎:44.2。 | 20.3:35.5⏎:44.2 = 20.3:35.5:44.2 - ratio eq
增速居全省第⏎一。 | 第⏎一 = 1 名 rank eq
建成街头公园二座。 | 二座 = 2 座 count eq
# shares and rates
占百分之六十三点五 | 百分之六十三点五 = 63.5 % percent eq
下降近两成 | 两成 = 20 % percent lt
占百分之七八十 | 百分之七八十 = 70-80 % percent about
占三成五 | 三成五 = 35 % percent eq
三分之二的村民 | 三分之二 = 2/3 - ratio eq
四分之一的耕地 | 四分之一 = 0.25 - ratio eq
一半以上的农户 | 一半 = 50 % percent ge
出生率12.9‰ | 12.9‰ = 12.9 ‰ percent eq
下降半个百分点 | 半个百分点 = 0.5 pp percent eq
增速为-1.6% | -1.6% = -1.6 % percent eq
比全省高2.1个百分点 | 2.1个百分点 = 2.1 pp percent eq
上涨7·3％ | 7·3％ = 7.3 % percent eq
# multiples
提高一倍 | 一倍 = 1 倍 comparison eq
产值翻一番 | 翻一番 = 2 倍 comparison eq
实现翻两番 | 翻两番 = 4 倍 comparison eq
增长近两倍 | 两倍 = 2 倍 comparison lt
是上年的2.5倍 | 2.5倍 = 2.5 倍 comparison eq
# ranks
居全省第一 | 第一 = 1 名 rank eq
排名列全市第3位 | 第3位 = 3 名 rank eq
跻身全国前十 | 前十 = 10 名 rank le
稳居首位 | 首位 = 1 名 rank eq
位列倒数第二 | 倒数第二 = 2 名 rank eq
从3亿元到30亿元 | 3亿元 = 300000000 元 money eq | 30亿元 = 3000000000 元 money eq
从第8位升至第5位 | 第8位 = 8 名 rank eq | 第5位 = 5 名 rank eq
# money
出口2.3亿美元 | 2.3亿美元 = 230000000 USD money eq
折合人民币500万元 | 500万元 = 5000000 元 money eq
奖励¥2,000 | ¥2,000 = 2000 元 money eq
投资总额突破60亿 | 60亿 = 6000000000 元 money gt
一斤卖一块二 | 一块二 = 1.2 元 money eq
# ages and durations
平均年龄45岁 | 45岁 = 45 岁 age eq
多为15、16岁 | 15、16岁 = 15-16 岁 age about
连续19年提高 | 19年 = 19 年 duration eq
12天完成验收 | 12天 = 12 天 duration eq
历时15日 | 15日 = 15 日 duration eq
种了三亩半茶园 | 三亩半 = 3.5 亩 quantity eq
隧道长6公里450米， | 6公里450米 = 6.45 km quantity eq
历时两年零八个月 | 两年零八个月 = 32 月 duration eq
缩短到1小时45分 | 1小时45分 = 105 分钟 duration eq
为期三个半月 | 三个半月 = 3.5 月 duration eq
提前一年完成 | 一年 = 1 年 duration eq
# compound units, ratios, index numbers
能耗0.52吨标准煤/万元 | 0.52吨标准煤/万元 = 0.52 吨标准煤/万元 quantity eq
均价8500元/平方米 | 8500元/平方米 = 8500 元/平方米 quantity eq
浓度27微克/立方米 | 27微克/立方米 = 27 μg/m³ quantity eq
死亡率9.3/10万 | 9.3/10万 = 9.3 /10万 quantity eq
流量3200m3/s | 3200m3/s = 3200 m³/s quantity eq
浓度28微克每立方米 | 28微克每立方米 = 28 μg/m³ quantity eq
车流量1200辆/小时 | 1200辆/小时 = 1200 辆/小时 quantity eq
时速350公里 | 350公里 = 350 km/h quantity eq
周转量12万人公里 | 12万人公里 = 120000 人公里 quantity eq
检修农机328台（套） | 328台（套） = 328 台（套） count eq
三产结构调整为10.2：45.3：44.5 | 10.2：45.3：44.5 = 10.2:45.3:44.5 - ratio eq
价格总指数为99.5， | 99.5 = 99.5 - index eq
综合得分96.2分 | 96.2分 = 96.2 分 index eq
身高一米七五， | 一米七五 = 1.75 m quantity eq
每千人口床位4.6张 | 4.6张 = 4.6 张 quantity eq
# counts without a counting word
收入（万元）：1234 | 1234 = 12340000 元 money eq
惠及120余万婴幼儿 | 120余万 = 1200000 人 count gt
30万农户受益 | 30万 = 300000 户 count eq
为43万儿童接种 | 43万 = 430000 人 count eq
贫困人口减少1109万， | 1109万 = 11090000 人 count eq
# size limits
投资过千万元、过亿元的项目分别有35个和8个 | 35个 = 35 个 count eq | 8个 = 8 个 count eq
合格率在95%以上的企业120家 | 120家 = 120 家 count eq
村里植下千株樱花 | 千株 = 1000 株 count eq
亿元以上项目793个 | 793个 = 793 个 count eq
年销售额超10亿元的企业达100家以上， | 100家 = 100 家 count ge
完成率达到100%的51个，80%以上的32个 | 51个 = 51 个 count eq | 32个 = 32 个 count eq
成绩在90分以上的有4人 | 4人 = 4 人 count eq
# one, and one as an article
新建变电站一座， | 一座 = 1 座 count eq
五人获救，一人失踪 | 五人 = 5 人 count eq | 一人 = 1 人 count eq
两辆受损、一辆报废 | 两辆 = 2 辆 count eq | 一辆 = 1 辆 count eq
仅一家达标 | 一家 = 1 家 count eq
⏎1. 3家企业开工 | 3家 = 3 家 count eq
较年初+3.4% | 3.4% = 3.4 % percent eq
误差≤5% | 5% = 5 % percent le
# scans
产量达到1 234.5 万 吨 | 1 234.5 万 吨 = 12345000 t quantity eq
增长1 1 % | 1 1 % = 11 % percent eq
年均提高 96 . 5 分 | 96 . 5 分 = 96.5 分 index eq
全市从业人员达到的总规模是69957万⏎人，增加 | 69957万⏎人 = 699570000 人 count eq
"""

PASSED = """
2021年3月5日 | 2021年3月5日 date
一九九八年 | 一九九八年 date
3月5日至8日 | 3月5日至8日 date
2019—2021年 | 2019—2021年 date
2015和2016年 | 2015和2016年 date
上世纪90年代 | 90年代 date
8时30分开会 | 8时30分 date
一季度 | 一季度 period
前三季度 | 前三季度 ordinal/enumeration
过去一年 | 一年 duration
五年来 | 五年 duration
近三年来 | 三年 duration
未来五年 | 五年 duration
三年行动 | 三年行动 idiom-non-claim
按照〔2022〕15号文件 | 2022 code | 15号文 document number
第二十条第二款 | 第二十条 ordinal/enumeration | 第二款 ordinal/enumeration
第十四届 | 第十四届 ordinal/enumeration
十六届人大三次会议 | 十六届 structural | 三次 structural
第三产业 | 第三产业 ordinal/enumeration
一是抓落实 | 一是 ordinal/enumeration
一、总体情况 | 一、 ordinal/enumeration
（一）总体情况 | 一） ordinal/enumeration
依托5G网络 | 5G name
PM2.5浓度下降 | 2.5 name
沿G60高速 | 60 name
“3815”目标 | 3815 name
“两个确立” | 两个确立 idiom-non-claim
“三个100%”要求 | 三个100% name
“四梁三柱”体系 | 四梁三柱 name
构建三纵五横路网 | 三 lexical | 五 lexical
落实八项规定 | 八项规定 idiom-non-claim
千方百计稳就业 | 千方百计 idiom-non-claim
一件接着一件办 | 一件接着一件 idiom-non-claim
描绘一张图 | 一张 article-one
建设一个基地 | 一个 article-one
万一发生 | 万一 lexical
统一部署 | 一 idiom-non-claim
百姓安居 | 百 lexical
三亚和百色 | 三亚 idiom-non-claim | 百色 idiom-non-claim
零件和零售 | 零 lexical | 零 lexical
下午3:00停水 | 3:00 date
病假超过三个月的，按前款执行 | 三个月 norm
每万人口 | 万人 denominator
亿元以上项目 | 亿元 threshold
千亿元产业 | 千亿元 threshold
60岁以上老年人 | 60岁 threshold
24小时值班 | 24小时 name
邮箱abc123@163.com | 123 email | 163 email
联系电话57213456 | 57213456 code
第1页 共12页 | 第1 ordinal/enumeration | 12页 document number
不得超过总资产的20%。 | 20% norm
每个单位提交不少于两份材料。 | 两份 norm
存栏不到50头的养殖户占多数 | 50头 threshold
60岁以⏎上的老人 | 60岁 threshold
抓好三个重点 | 三个 structural
"""

TABLES = (
    (
        "单位：亿元\n指标\t总量\t同比增长（%）\n工业\t120.5\t-1.6\n农业\t30\t2.0\n",
        "120.5 = 12050000000 元 money eq\n-1.6 = -1.6 % percent eq\n30 = 3000000000 元 money eq\n2.0 = 2 % percent eq",
    ),
    (
        "产品\t计量单位\t产量\n水泥\t万吨\t42.6\n生猪\t万头\t3.9\n",
        "42.6 = 426000 t quantity eq\n3.9 = 39000 头 count eq",
    ),
    (
        "项目\t数量\n大牲畜（万头）\t9.6\n#奶牛\t6.0\n位次\n禽蛋（吨）\t1250\n",
        "9.6 = 96000 头 count eq\n6.0 = 60000 头 count eq\n1250 = 1250 t quantity eq",
    ),
    (
        "地区\t户数（户）\t位次\n东街\t1,204\t2\n西街\t98\t5\n",
        "1,204 = 1204 户 count eq\n2 = 2 名 rank eq\n98 = 98 户 count eq\n5 = 5 名 rank eq",
    ),
)
